import django.db.models.deletion
import django.db.models.manager
import django.utils.timezone
import welcommune.core.ids
import welcommune.core.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Region',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated)),
                ('forms', models.JSONField(default=dict)),
                ('kind', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('part_of', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('country', models.CharField(max_length=2, verbose_name='country')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('intro', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('composition_note', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('statistics_url', models.URLField(blank=True, max_length=500, verbose_name='link to statistics')),
                ('contact_name', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('contact_phone', models.CharField(blank=True, max_length=30, verbose_name='telephone')),
                ('zone', models.CharField(default='Europe/Paris', max_length=40, verbose_name='time zone')),
                ('point', models.JSONField(blank=True, null=True)),
                ('outline', models.JSONField(blank=True, default=list)),
                ('towns', models.JSONField(blank=True, default=list)),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Network',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='name')),
                ('full_name', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('lead', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('about', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('platform_name', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='first day')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='last day')),
                ('languages', models.JSONField(default=list, verbose_name='languages')),
                ('boilerplate', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('funding_statement', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('disclaimer', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('emblem', models.CharField(blank=True, max_length=40)),
                ('call_theme', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('contact_email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
            ],
            options={
                'ordering': ['slug'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='network_ends_after_start', violation_error_message='The last day comes before the first day.')],
            },
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('vocabulary', models.CharField(choices=[('category', 'kind of organisation'), ('theme', 'theme'), ('group', 'group of people'), ('situation', 'legal situation')], max_length=20)),
                ('code', models.SlugField(max_length=60)),
                ('name', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated)),
                ('group', models.CharField(blank=True, max_length=40)),
                ('crosswalk', models.JSONField(default=dict)),
                ('order', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['vocabulary', 'order', 'code'],
                'constraints': [models.UniqueConstraint(fields=('vocabulary', 'code'), name='term_once', violation_error_message='This code is already taken.')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('starts_on', models.DateField(blank=True, null=True)),
                ('ends_on', models.DateField(blank=True, null=True)),
                ('roundtables_promised', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('last_year', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='network.network')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='network.region')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('network', 'region'), name='participation_once', violation_error_message='This region already takes part in the network.')],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('role', models.CharField(choices=[('coordinator', 'coordinator'), ('facilitator', 'facilitator'), ('editor', 'editor'), ('member', 'member'), ('assessor', 'assessor'), ('auditor', 'funder or auditor')], max_length=20, verbose_name='role')),
                ('language', models.CharField(max_length=10, verbose_name='language')),
                ('note', models.TextField(blank=True, max_length=1000, validators=[welcommune.core.text.no_controls], verbose_name='note')),
                ('state', models.CharField(choices=[('open', 'open'), ('accepted', 'accepted'), ('refused', 'refused'), ('withdrawn', 'withdrawn')], default='open', max_length=10, verbose_name='state')),
                ('expires_at', models.DateTimeField()),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='invitations_sent', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='network.network')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='invitations', to='network.region')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'constraints': [models.CheckConstraint(condition=models.Q(('network__isnull', True), ('region__isnull', True), _connector='XOR'), name='invitation_to_one_place', violation_error_message='A role is held in one network or in one region.'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'open'), _negated=True), models.Q(('email', ''), _negated=True), _connector='OR'), name='invitation_open_has_address', violation_error_message='Write an e-mail address, for example amal@example.org.'), models.UniqueConstraint(condition=models.Q(('state', 'open')), fields=('email', 'role', 'network', 'region'), name='invitation_once', nulls_distinct=False, violation_error_message='This person is invited already. Look at the open invitations.')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='RegionClass',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('scheme', models.CharField(choices=[('programme', 'the programme’s own statement'), ('eurostat', 'Eurostat urban–rural typology')], max_length=20)),
                ('vintage', models.CharField(blank=True, max_length=10)),
                ('value', models.CharField(choices=[('rural', 'predominantly rural'), ('intermediate', 'intermediate'), ('urban', 'predominantly urban'), ('unknown', 'not known')], max_length=20)),
                ('is_used_for_filters', models.BooleanField(default=False)),
                ('doubt', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='classes', to='network.region')),
            ],
            options={
                'ordering': ['-is_used_for_filters', 'scheme', 'vintage'],
                'constraints': [models.UniqueConstraint(fields=('region', 'scheme', 'vintage'), name='region_class_once', violation_error_message='This classification is already noted for the region.'), models.UniqueConstraint(condition=models.Q(('is_used_for_filters', True)), fields=('region',), name='region_one_class_for_filters', violation_error_message='Only one classification can serve for filters.')],
            },
        ),
        migrations.CreateModel(
            name='RegionCode',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('system', models.CharField(default='NUTS', max_length=20)),
                ('vintage', models.CharField(blank=True, max_length=10)),
                ('level', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('code', models.CharField(max_length=20)),
                ('is_stated_by_programme', models.BooleanField(default=False)),
                ('doubt', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='codes', to='network.region')),
            ],
            options={
                'ordering': ['-is_stated_by_programme', 'system', 'vintage', 'code'],
                'constraints': [models.UniqueConstraint(fields=('region', 'system', 'vintage', 'code'), name='region_code_once', violation_error_message='This code is already noted for the region.')],
            },
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('role', models.CharField(choices=[('coordinator', 'coordinator'), ('facilitator', 'facilitator'), ('editor', 'editor'), ('member', 'member'), ('assessor', 'assessor'), ('auditor', 'funder or auditor')], max_length=20, verbose_name='role')),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to=settings.AUTH_USER_MODEL)),
                ('network', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='network.network')),
                ('region', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='role_grants', to='network.region')),
            ],
            options={
                'ordering': ['pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('network__isnull', True), ('region__isnull', True), _connector='XOR'), name='role_in_one_place', violation_error_message='A role is held in one network or in one region.'), models.UniqueConstraint(fields=('account', 'role', 'network', 'region'), name='role_once', nulls_distinct=False, violation_error_message='This person already has this role here.')],
            },
        ),
    ]
