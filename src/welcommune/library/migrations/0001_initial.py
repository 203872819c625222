import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import welcommune.core.ids
import welcommune.core.text
import welcommune.library.models.articles
import welcommune.library.models.resources
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('network', '0001_initial'),
        ('stakeholders', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('dated', models.DateField(verbose_name='date')),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('people', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='network.network')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='network.region')),
            ],
            options={
                'ordering': ['-dated', 'slug'],
                'abstract': False,
                'base_manager_name': 'plain',
                'indexes': [models.Index(fields=['state', '-dated'], name='library_art_state_2a78e8_idx')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ArticleText',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('language', models.CharField(max_length=10)),
                ('number', models.PositiveIntegerField()),
                ('is_current', models.BooleanField(default=True)),
                ('is_drafted', models.BooleanField(default=False)),
                ('title', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='title')),
                ('lead', models.TextField(blank=True, max_length=1000, validators=[welcommune.core.text.no_controls], verbose_name='lead')),
                ('parts', models.JSONField(blank=True, default=list)),
                ('by', models.UUIDField(blank=True, null=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='library.article')),
            ],
            options={
                'ordering': ['language', '-number'],
                'constraints': [models.UniqueConstraint(fields=('article', 'language', 'number'), name='article_version_once', violation_error_message='This version exists already.'), models.UniqueConstraint(condition=models.Q(('is_current', True)), fields=('article', 'language'), name='article_one_current_text', violation_error_message='Each language has one current text.')],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('file', models.FileField(upload_to=welcommune.library.models.articles.photo_path)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('credit', models.CharField(max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='credit')),
                ('alternative', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated)),
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='photo', to='library.article')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Resource',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('state', models.CharField(choices=[('draft', 'draft'), ('published', 'published'), ('withdrawn', 'withdrawn')], default='draft', max_length=10, verbose_name='state')),
                ('kind', models.CharField(choices=[('publication', 'publication'), ('newsletter', 'newsletter'), ('journal', 'journal'), ('guide', 'guide'), ('material', 'training material'), ('video', 'video'), ('portrait', 'portrait'), ('activity', 'activity'), ('event', 'event'), ('training', 'training')], max_length=20, verbose_name='kind')),
                ('title', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated, verbose_name='title')),
                ('about', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated, verbose_name='what it is')),
                ('series', models.CharField(blank=True, max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='series')),
                ('number', models.CharField(blank=True, max_length=20, validators=[welcommune.core.text.no_controls], verbose_name='number in the series')),
                ('dated', models.CharField(blank=True, max_length=10, verbose_name='date')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language')),
                ('licence', models.CharField(blank=True, choices=[('cc0-1.0', 'CC0: no rights reserved'), ('cc-by-4.0', 'CC BY: share and change, name the author'), ('cc-by-sa-4.0', 'CC BY-SA: share and change under the same licence'), ('cc-by-nc-4.0', 'CC BY-NC: not for profit, name the author'), ('cc-by-nc-sa-4.0', 'CC BY-NC-SA: not for profit, under the same licence'), ('cc-by-nd-4.0', 'CC BY-ND: share unchanged, name the author'), ('cc-by-nc-nd-4.0', 'CC BY-NC-ND: share unchanged, not for profit'), ('reserved', 'all rights reserved')], max_length=20, verbose_name='licence')),
                ('url', models.URLField(blank=True, max_length=500, verbose_name='link')),
                ('file', models.FileField(blank=True, upload_to=welcommune.library.models.resources.file_path, verbose_name='file')),
                ('file_type', models.CharField(blank=True, max_length=5)),
                ('file_bytes', models.PositiveIntegerField(blank=True, null=True)),
                ('portrays', models.BooleanField(default=False, verbose_name='names or shows a person')),
                ('consent_given_on', models.DateField(blank=True, null=True, verbose_name='consent given on')),
                ('consent_how', models.CharField(blank=True, max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='how consent was given')),
                ('consent_noted_by', models.UUIDField(blank=True, editable=False, null=True)),
                ('consent_withdrawn_on', models.DateField(blank=True, null=True, verbose_name='consent withdrawn on')),
                ('queued_on', models.DateField(blank=True, editable=False, null=True)),
                ('checked_on', models.DateField(blank=True, editable=False, null=True)),
                ('failing_since', models.DateField(blank=True, editable=False, null=True)),
                ('published_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='network.network')),
                ('publisher', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='stakeholders.organisation', verbose_name='published by')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='resources', to='network.region')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='network.term', verbose_name='themes')),
            ],
            options={
                'ordering': ['-dated', 'slug'],
                'abstract': False,
                'base_manager_name': 'plain',
                'indexes': [models.Index(fields=['state', '-dated'], name='library_res_state_20c363_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('url', ''), ('file', ''), _connector='OR'), name='resource_link_or_file', violation_error_message='Give a link or a file, not both.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('portrays', False), models.Q(models.Q(('kind', 'portrait'), _negated=True), models.Q(('file', ''), ('url', '')), _connector='OR')), models.Q(('consent_given_on__isnull', False), ('consent_withdrawn_on__isnull', True)), _connector='OR'), name='resource_portrait_with_consent', violation_error_message='It names or shows a person: without that person’s consent it cannot be public.'), models.CheckConstraint(condition=models.Q(('consent_withdrawn_on__isnull', True), ('consent_withdrawn_on__gte', models.F('consent_given_on')), _connector='OR'), name='resource_consent_withdrawn_after_given', violation_error_message='Consent cannot be withdrawn before it was given.')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
    ]
