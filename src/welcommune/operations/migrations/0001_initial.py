import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='LastDone',
            fields=[
                ('work', models.CharField(choices=[('round', "the worker's round"), ('backup', 'a backup'), ('verified', 'the reading of a backup from beginning to end')], max_length=20, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('about', models.CharField(blank=True, max_length=200)),
            ],
        ),
    ]
