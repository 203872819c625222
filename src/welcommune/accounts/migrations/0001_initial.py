import django.utils.timezone
import welcommune.accounts.models.people
import welcommune.core.ids
import welcommune.core.text
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Account',
            fields=[
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('email', models.EmailField(max_length=254, unique=True, verbose_name='e-mail address')),
                ('name', models.CharField(blank=True, max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='name')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('is_active', models.BooleanField(default=True)),
                ('is_fictitious', models.BooleanField(default=False)),
                ('is_operator', models.BooleanField(default=False, verbose_name='runs the site')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('sessions_key', models.CharField(default=welcommune.accounts.models.people.new_sessions_key, editable=False, max_length=32)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CollectedMail',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mark', models.CharField(max_length=64, unique=True)),
                ('day', models.DateField()),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ConsentEvent',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('object_type', models.CharField(max_length=60)),
                ('object_id', models.UUIDField(db_index=True)),
                ('deed', models.CharField(choices=[('given', 'agreed'), ('corrected', 'corrected'), ('withdrawn', 'taken back')], max_length=10)),
                ('day', models.DateField()),
                ('how', models.CharField(blank=True, max_length=200)),
                ('noted_by', models.UUIDField(null=True)),
            ],
            options={
                'ordering': ['created_at', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('record_id', models.UUIDField(primary_key=True, serialize=False)),
                ('erased_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
        ),
        migrations.CreateModel(
            name='MailDay',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('day', models.DateField(unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='RetentionDay',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('day', models.DateField(unique=True)),
                ('counts', models.JSONField(default=dict)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='MailWish',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('mark', models.CharField(max_length=64)),
                ('topic', models.CharField(max_length=40)),
                ('rhythm', models.CharField(choices=[('daily', 'once a day, when there is something'), ('weekly', 'once a week, on Monday'), ('never', 'never')], max_length=10, verbose_name='how often')),
                ('told_until', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('mark', 'topic'), name='mail_wish_once')],
            },
        ),
    ]
