import django.db.models.deletion
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
            name='Subscription',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('topics', models.JSONField(default=list, verbose_name='what it is about')),
                ('rhythm', models.CharField(choices=[('weekly', 'once a week, on Monday'), ('monthly', 'once a month, on the first day')], default='weekly', max_length=10, verbose_name='how often')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('confirmed_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('due_at', models.DateTimeField(blank=True, db_index=True, editable=False, null=True)),
                ('told_until', models.DateTimeField(blank=True, editable=False, null=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='network.network')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='subscriptions', to='network.region')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('confirmed_at__isnull', False), ('due_at__isnull', True), _connector='OR'), name='subscription_sends_when_confirmed', violation_error_message='Nothing is sent to an address that is not confirmed.')],
            },
        ),
    ]
