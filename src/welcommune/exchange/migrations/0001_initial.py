import django.core.serializers.json
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
    ]

    operations = [
        migrations.CreateModel(
            name='Import',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('target', models.CharField(max_length=40, verbose_name='what the list holds')),
                ('source', models.CharField(max_length=60, validators=[welcommune.core.text.no_controls], verbose_name='where the list comes from')),
                ('purpose', models.CharField(blank=True, max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='what we may write about')),
                ('state', models.CharField(choices=[('uploaded', 'the columns are to be named'), ('mapped', 'to be checked'), ('checking', 'being checked'), ('checked', 'checked, nothing brought in yet'), ('writing', 'being brought in'), ('written', 'brought in'), ('undoing', 'being undone'), ('undone', 'undone'), ('cancelled', 'cancelled'), ('failed', 'not possible')], default='uploaded', max_length=10, verbose_name='state')),
                ('sentence', models.JSONField(blank=True, default=str)),
                ('language', models.CharField(default='en', max_length=10)),
                ('file_name', models.CharField(max_length=200, verbose_name='file')),
                ('file', models.CharField(blank=True, max_length=200)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('sheet', models.CharField(blank=True, max_length=200, verbose_name='sheet')),
                ('heading_row', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('layout', models.JSONField(blank=True, default=dict)),
                ('columns', models.JSONField(blank=True, default=list)),
                ('mapping', models.JSONField(blank=True, default=dict)),
                ('constants', models.JSONField(blank=True, default=dict)),
                ('lenient', models.JSONField(blank=True, default=list)),
                ('turn', models.PositiveIntegerField(default=0)),
                ('rows_total', models.PositiveIntegerField(default=0)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('counts', models.JSONField(blank=True, default=dict)),
                ('by_id', models.UUIDField(blank=True, null=True)),
                ('written_at', models.DateTimeField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('stayed', models.JSONField(blank=True, default=list)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='network.region')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'base_manager_name': 'plain',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('kind', models.CharField(choices=[('new', 'new'), ('changed', 'changed'), ('same', 'as it is'), ('similar', 'perhaps already here'), ('problem', 'problem')], max_length=10)),
                ('title', models.CharField(blank=True, max_length=200)),
                ('has_notes', models.BooleanField(default=False)),
                ('cells', models.JSONField(blank=True, default=dict)),
                ('values', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('problems', models.JSONField(blank=True, default=list)),
                ('differences', models.JSONField(blank=True, default=list)),
                ('alike', models.JSONField(blank=True, default=list)),
                ('object_id', models.UUIDField(null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='exchange.import')),
            ],
            options={
                'ordering': ['number'],
                'indexes': [models.Index(fields=['batch', 'kind', 'number'], name='exchange_im_batch_i_55bbfa_idx')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='import_row_once', violation_error_message='This row was already checked.')],
            },
        ),
        migrations.CreateModel(
            name='Remembered',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('source', models.CharField(max_length=60)),
                ('field', models.CharField(blank=True, max_length=40)),
                ('word', models.CharField(max_length=200)),
                ('meaning', models.CharField(blank=True, max_length=100)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='network.region')),
            ],
            options={
                'ordering': ['field', 'word'],
                'abstract': False,
                'base_manager_name': 'plain',
                'constraints': [models.UniqueConstraint(fields=('region', 'source', 'field', 'word'), name='remembered_once', violation_error_message='This word already has a meaning.')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RowAnswer',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('cells', models.JSONField(blank=True, default=dict)),
                ('verdict', models.CharField(blank=True, choices=[('same', 'the same one'), ('other', 'another one')], max_length=10)),
                ('same_as', models.UUIDField(blank=True, null=True)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='exchange.import')),
            ],
            options={
                'ordering': ['number'],
                'constraints': [models.UniqueConstraint(fields=('batch', 'number'), name='row_answer_once', violation_error_message='There is already an answer for this row.'), models.CheckConstraint(condition=models.Q(models.Q(('verdict', 'same'), _negated=True), ('same_as__isnull', False), _connector='OR'), name='row_answer_same_as_which', violation_error_message='Say which organisation it is.')],
            },
        ),
        migrations.CreateModel(
            name='Written',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('model', models.CharField(max_length=60)),
                ('made', models.JSONField(blank=True, default=list, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('object_id', models.UUIDField(null=True)),
                ('values', models.JSONField(blank=True, default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='written', to='exchange.import')),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['batch', 'model'], name='exchange_wr_batch_i_ce1488_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('object_id__isnull', False), models.Q(('made', []), _negated=True), _connector='XOR'), name='written_made_or_changed', violation_error_message='Say which records were made, or which one was changed.')],
            },
        ),
    ]
