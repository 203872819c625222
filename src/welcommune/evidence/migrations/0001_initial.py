import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import welcommune.core.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Factfile',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField(verbose_name='version')),
                ('frozen_at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='frozen on')),
                ('sha256', models.CharField(editable=False, max_length=64)),
                ('content', models.JSONField(default=dict, editable=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='factfiles', to='network.region')),
            ],
            options={
                'ordering': ['region', '-number'],
                'abstract': False,
                'base_manager_name': 'plain',
                'constraints': [models.UniqueConstraint(fields=('region', 'number'), name='factfile_number_once', violation_error_message='This version exists already.')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
    ]
