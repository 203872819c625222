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
        ('network', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Charter',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('text', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated, verbose_name='text')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='adopted on')),
                ('region', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='charter', to='network.region')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'plain',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Contact',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='name')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address')),
                ('phone', models.CharField(blank=True, max_length=30, validators=[welcommune.core.text.no_controls], verbose_name='telephone')),
                ('language', models.CharField(blank=True, max_length=10, verbose_name='language to write in')),
                ('source', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='how we know this person')),
                ('purpose', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='what we may write about')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('account', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='contact', to=settings.AUTH_USER_MODEL)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='network.region')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'indexes': [models.Index(fields=['region', 'email'], name='stakeholder_region__a6f4a3_idx')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='ListingConsent',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('given_on', models.DateField(verbose_name='given on')),
                ('given_how', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='how')),
                ('withdrawn_on', models.DateField(blank=True, null=True, verbose_name='withdrawn on')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='listing_consents', to='stakeholders.contact')),
            ],
            options={
                'ordering': ['-given_on', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('withdrawn_on__isnull', True), ('withdrawn_on__gte', models.F('given_on')), _connector='OR'), name='listing_withdrawn_after_given', violation_error_message='Consent cannot be withdrawn before it was given.'), models.UniqueConstraint(condition=models.Q(('withdrawn_on__isnull', True)), fields=('contact',), name='listing_one_consent_at_a_time', violation_error_message='This person has already agreed to be listed.')],
            },
        ),
        migrations.CreateModel(
            name='Organisation',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('name', models.CharField(max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='name')),
                ('language', models.CharField(max_length=10, verbose_name='language of the name')),
                ('names', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated, verbose_name='name in other languages')),
                ('acronym', models.CharField(blank=True, max_length=40, validators=[welcommune.core.text.no_controls], verbose_name='acronym')),
                ('form', models.CharField(choices=[('registered', 'registered organisation'), ('group', 'group without legal form')], default='registered', max_length=20, verbose_name='legal form')),
                ('level', models.CharField(blank=True, choices=[('eu', 'European'), ('national', 'national'), ('regional', 'regional'), ('local', 'local')], max_length=10, verbose_name='level')),
                ('about', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated, verbose_name='what it does')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages spoken')),
                ('town', models.CharField(blank=True, max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='town')),
                ('postcode', models.CharField(blank=True, max_length=12, validators=[welcommune.core.text.no_controls], verbose_name='postcode')),
                ('address', models.CharField(blank=True, max_length=200, validators=[welcommune.core.text.no_controls], verbose_name='street and number')),
                ('country', models.CharField(blank=True, max_length=2, verbose_name='country')),
                ('places', models.JSONField(blank=True, default=list, verbose_name='places it works in')),
                ('is_sensitive', models.BooleanField(default=False, verbose_name='sensitive place: show the town only')),
                ('website', models.URLField(blank=True, max_length=500, verbose_name='website')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='e-mail address for everybody')),
                ('phone', models.CharField(blank=True, max_length=30, validators=[welcommune.core.text.no_controls], verbose_name='telephone for everybody')),
                ('confirmed_on', models.DateField(blank=True, null=True, verbose_name='last confirmed')),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='network.term', verbose_name='kind')),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='stakeholders.organisation')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='children', to='stakeholders.organisation', verbose_name='part of')),
                ('steward', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='organisations', to='network.region', verbose_name='looked after by')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='network.term', verbose_name='themes')),
            ],
            options={
                'ordering': ['name', 'pk'],
                'indexes': [models.Index(fields=['id', 'category'], name='stakeholder_id_4b5dc9_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='organisation_not_merged_into_itself', violation_error_message='An organisation cannot be merged into itself.'), models.CheckConstraint(condition=models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), name='organisation_not_its_own_parent', violation_error_message='An organisation cannot be part of itself.')],
            },
        ),
        migrations.CreateModel(
            name='NetworkPartner',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('part', models.CharField(choices=[('lead', 'lead'), ('partner', 'partner')], max_length=10)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('network', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='network.network')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='networks', to='stakeholders.organisation')),
            ],
            options={
                'ordering': ['order', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('network', 'organisation'), name='partner_once', violation_error_message='This organisation already takes part in the network.')],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('moved', models.JSONField(default=list)),
                ('filled', models.JSONField(default=list)),
                ('united', models.JSONField(default=dict)),
                ('by_id', models.UUIDField(null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='merges', to='stakeholders.organisation')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Identifier',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('scheme', models.CharField(choices=[('siret', 'SIRET (France, establishment)'), ('siren', 'SIREN (France)'), ('rna', 'RNA (France, associations)'), ('vat', 'VAT number (European Union)'), ('nif', 'NIF (Spain)'), ('krs', 'KRS (Poland)'), ('nip', 'NIP (Poland)'), ('regon', 'REGON (Poland)'), ('afm', 'AFM (Greece)'), ('pic', 'PIC (European Commission)')], max_length=10, verbose_name='register')),
                ('value', models.CharField(max_length=40, validators=[welcommune.core.text.no_controls], verbose_name='number')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='identifiers', to='stakeholders.organisation')),
            ],
            options={
                'verbose_name_plural': 'numbers in registers',
                'ordering': ['scheme', 'value'],
                'constraints': [models.UniqueConstraint(fields=('scheme', 'value'), name='identifier_once', violation_error_message='Another organisation already has this number. Perhaps it is the same one.')],
            },
        ),
        migrations.CreateModel(
            name='HelpOffer',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('kind', models.CharField(choices=[('volunteers', 'volunteers'), ('mentoring', 'mentoring'), ('interpreting', 'interpreting'), ('transport', 'transport'), ('room', 'a room'), ('training', 'training'), ('other', 'something else')], max_length=20, verbose_name='what')),
                ('text', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated, verbose_name='in words')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='place')),
                ('valid_until', models.DateField(blank=True, null=True, verbose_name='valid until')),
                ('is_withdrawn', models.BooleanField(default=False)),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='offers', to='network.region')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='network.term', verbose_name='themes')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='offers', to='stakeholders.organisation', verbose_name='organisation')),
            ],
            options={
                'ordering': ['-pk'],
                'abstract': False,
                'base_manager_name': 'plain',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Affiliation',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('function', models.CharField(blank=True, max_length=120, validators=[welcommune.core.text.no_controls], verbose_name='function')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('contact', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='affiliations', to='stakeholders.contact')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affiliations', to='stakeholders.organisation')),
            ],
            options={
                'ordering': ['-starts_on', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__isnull', True), ('starts_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='affiliation_ends_after_start', violation_error_message='The last day comes before the first day.'), models.UniqueConstraint(condition=models.Q(('ends_on__isnull', True)), fields=('contact', 'organisation'), name='affiliation_once_at_a_time', violation_error_message='This person already works there.')],
            },
        ),
        migrations.CreateModel(
            name='WorkingGroup',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('name', welcommune.core.text.TranslatedField(default=welcommune.core.text.Translated, verbose_name='name')),
                ('about', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated, verbose_name='what it works on')),
                ('is_active', models.BooleanField(default=True, verbose_name='at work')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='working_groups', to='network.region')),
                ('themes', models.ManyToManyField(blank=True, related_name='+', to='network.term', verbose_name='themes')),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
                'base_manager_name': 'plain',
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('role', models.CharField(choices=[('facilitator', 'facilitator'), ('member', 'member'), ('observer', 'observer'), ('expert', 'expert')], default='member', max_length=20, verbose_name='role')),
                ('state', models.CharField(choices=[('invited', 'invited'), ('active', 'active'), ('past', 'past')], default='active', max_length=10, verbose_name='state')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='since')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('charter_signed_on', models.DateField(blank=True, null=True, verbose_name='charter signed on')),
                ('group', welcommune.core.text.TranslatedField(blank=True, default=welcommune.core.text.Translated)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('category', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='network.term', verbose_name='kind')),
                ('contact', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='stakeholders.contact', verbose_name='person')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='network.region')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='stakeholders.organisation', verbose_name='organisation')),
                ('working_groups', models.ManyToManyField(blank=True, related_name='memberships', to='stakeholders.workinggroup', verbose_name='working groups')),
            ],
            options={
                'verbose_name_plural': 'seats at tables',
                'ordering': ['order', 'pk'],
                'abstract': False,
                'base_manager_name': 'plain',
                'indexes': [models.Index(fields=['region', 'state', 'organisation', 'category'], name='stakeholder_region__fbcb23_idx')],
                'constraints': [models.CheckConstraint(condition=models.Q(('organisation__isnull', True), ('contact__isnull', True), _connector='XOR'), name='membership_of_one', violation_error_message='A seat belongs to an organisation or to a person, not to both.'), models.UniqueConstraint(fields=('region', 'organisation', 'role'), name='membership_once', violation_error_message='This organisation already has this role at the table.'), models.UniqueConstraint(fields=('region', 'contact', 'role'), name='membership_of_person_once', violation_error_message='This person already has this role at the table.')],
            },
            managers=[
                ('objects', django.db.models.manager.Manager()),
                ('plain', django.db.models.manager.Manager()),
            ],
        ),
        migrations.CreateModel(
            name='TwoOrganisations',
            fields=[
                ('id', models.UUIDField(default=welcommune.core.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('by_id', models.UUIDField(null=True)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='stakeholders.organisation')),
            ],
            options={
                'ordering': ['-created_at', '-pk'],
                'abstract': False,
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='twoorganisations_once'), models.CheckConstraint(condition=models.Q(('one', models.F('other')), _negated=True), name='twoorganisations_of_two')],
            },
        ),
    ]
