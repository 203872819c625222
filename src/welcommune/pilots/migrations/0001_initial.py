import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import welcommune.core.ids
import welcommune.core.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='PilotAction',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('title', models.CharField(blank=True, max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='title')),
                ('title_language', models.CharField(blank=True, max_length=10)),
                ('about', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('place', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('months', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='months')),
                ('starts', models.CharField(blank=True, max_length=10)),
                ('ends', models.CharField(blank=True, max_length=10)),
                ('state', models.CharField(choices=[('preparing', 'in preparation'), ('running', 'running'), ('completed', 'completed'), ('unknown', 'state not known')], default='unknown', max_length=10)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('lead', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pilots_led', to='stakeholders.organisation')),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pilots', to='network.network')),
                ('partners', models.ManyToManyField(blank=True, related_name='pilots', to='stakeholders.organisation')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pilots', to='network.region')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='network.term')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'abstract': False,
                'base_manager_name': 'plain',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
    ]
