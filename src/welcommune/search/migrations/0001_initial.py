from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('number', models.PositiveIntegerField(primary_key=True, serialize=False)),
                ('object_id', models.UUIDField(unique=True)),
                ('model', models.CharField(max_length=60)),
                ('kind', models.CharField(max_length=20)),
                ('titles', models.JSONField(default=dict)),
                ('texts', models.JSONField(default=dict)),
                ('aliases', models.JSONField(default=list)),
                ('is_named', models.BooleanField(default=True)),
                ('marks', models.JSONField(default=list)),
                ('page', models.JSONField(default=list)),
                ('desk_page', models.JSONField(default=list)),
                ('dated', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('key', models.BinaryField(max_length=400, primary_key=True, serialize=False)),
                ('backwards', models.BinaryField(max_length=400)),
                ('length', models.PositiveSmallIntegerField()),
                ('titles', models.BinaryField()),
                ('texts', models.BinaryField()),
            ],
            options={
                'indexes': [models.Index(fields=['length', 'key'], name='search_word_length_cb92ee_idx'), models.Index(fields=['length', 'backwards'], name='search_word_length_4d1f23_idx')],
            },
        ),
    ]
