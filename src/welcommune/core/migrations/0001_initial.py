import django.utils.timezone
import welcommune.core.ids
import welcommune.core.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Stamp',
            fields=[
                ('key', models.CharField(max_length=100, primary_key=True, serialize=False)),
                ('value', models.CharField(max_length=32)),
            ],
        ),
        migrations.CreateModel(
            name='AuditEvent',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('verb', models.CharField(max_length=80)),
                ('actor_kind', models.CharField(max_length=10)),
                ('actor_id', models.UUIDField(null=True)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.UUIDField(db_index=True)),
                ('region_id', models.UUIDField(null=True)),
                ('fields', models.JSONField(default=list)),
            ],
            options={
                'ordering': ['-id'],
                'indexes': [models.Index(fields=['region_id', '-created_at'], name='core_audite_region__5b5c51_idx')],
            },
        ),
        migrations.CreateModel(
            name='ExternalId',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('object_id', models.UUIDField(db_index=True)),
                ('source', models.CharField(max_length=120)),
                ('value', models.CharField(max_length=200)),
            ],
            options={
                'ordering': ['source', 'value'],
                'constraints': [models.UniqueConstraint(fields=('source', 'value'), name='external_id_once', violation_error_message='Another record already has this name in that source.')],
            },
        ),
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('kind', models.CharField(max_length=40)),
                ('payload', models.JSONField(default=dict)),
                ('request_id', models.CharField(blank=True, max_length=16)),
                ('state', models.CharField(choices=[('queued', 'waiting'), ('sent', 'sent'), ('dead', 'given up')], default='queued', max_length=10)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('lease_until', models.DateTimeField(null=True)),
                ('next_try_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('last_error', models.CharField(blank=True, max_length=200)),
                ('done_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['state', 'next_try_at'], name='core_outbox_state_5ac74d_idx')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('object_id', models.UUIDField(db_index=True)),
                ('field', models.CharField(blank=True, max_length=60)),
                ('text', models.CharField(max_length=400)),
                ('url', models.URLField(blank=True, max_length=500)),
                ('stated_on', models.DateField(blank=True, null=True)),
                ('doubt', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
            ],
            options={
                'ordering': ['field', 'text', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('object_id', 'field', 'text', 'url'), name='source_once', violation_error_message='This source is already noted for this fact.')],
            },
        ),
    ]
