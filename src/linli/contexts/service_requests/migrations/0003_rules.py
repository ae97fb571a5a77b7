"""The rules of giving out, what was learned, and reports of common problems."""

import django.db.models.deletion
import linli.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("areas", "0001_initial"),
        ("organisations", "0001_initial"),
        ("service_requests", "0002_call_outs"),
    ]

    operations = [
        migrations.CreateModel(
            name='CommonReport',
            fields=[
                ('id', models.UUIDField(default=linli.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=80)),
                ('finding', models.TextField()),
                ('asked', models.TextField(blank=True)),
                ('since', models.DateField()),
                ('until', models.DateField()),
                ('at', models.DateTimeField()),
                ('account_id', models.BigIntegerField(null=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('reply', models.TextField(blank=True)),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('requests', models.ManyToManyField(related_name='reports', to='service_requests.request')),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
        ),
        migrations.CreateModel(
            name='Learned',
            fields=[
                ('id', models.UUIDField(default=linli.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('file_id', models.UUIDField()),
                ('at', models.DateTimeField()),
                ('examples', models.PositiveIntegerField()),
                ('right', models.FloatField()),
                ('covered', models.FloatField()),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
            ],
        ),
        migrations.CreateModel(
            name='RoutingRule',
            fields=[
                ('id', models.UUIDField(default=linli.kernel.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('position', models.PositiveIntegerField()),
                ('name', models.CharField(max_length=40)),
                ('when', models.JSONField(default=dict)),
                ('category', models.CharField(blank=True, max_length=40)),
                ('urgency', models.CharField(blank=True, max_length=20)),
                ('since', models.DateField(blank=True, null=True)),
                ('until', models.DateField(blank=True, null=True)),
                ('is_on', models.BooleanField(default=True)),
                ('changed_at', models.DateTimeField()),
                ('changed_by', models.BigIntegerField(null=True)),
                ('scope', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='areas.area')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
            ],
            options={
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.AddIndex(
            model_name='commonreport',
            index=models.Index(fields=['scope', '-at'], name='report_in_scope'),
        ),
        migrations.AddIndex(
            model_name='learned',
            index=models.Index(fields=['scope', '-at'], name='learned_newest'),
        ),
        migrations.AddIndex(
            model_name='routingrule',
            index=models.Index(fields=['scope', 'position'], name='rule_in_order'),
        ),
    ]
