import django.db.models.deletion

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('registers', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='DeadlineRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_on', models.DateField()),
                ('end_on', models.DateField(blank=True, null=True)),
                ('code', models.CharField(max_length=80, unique=True)),
                ('legal_basis', models.CharField(max_length=300)),
                ('is_verified', models.BooleanField(default=False)),
                ('note', models.CharField(blank=True, max_length=400)),
                ('name', models.CharField(max_length=200)),
                ('last_day_off', models.CharField(choices=[('next_working_day', 'next_working_day'), ('as_counted', 'as_counted')], max_length=20)),
                ('clause', models.CharField(blank=True, max_length=150)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('decision', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='registers.decision')),
            ],
            options={
                'ordering': ['-start_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('end_on__isnull', True), ('end_on__gt', models.F('start_on')), _connector='OR'), name='deadline_rule_period_not_empty'), models.CheckConstraint(condition=models.Q(('last_day_off__in', ['next_working_day', 'as_counted'])), name='deadline_rule_last_day_known')],
            },
        ),
    ]
