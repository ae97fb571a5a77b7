from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("visits", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="doorplan",
            name="standings",
            field=models.JSONField(default=list),
        ),
        migrations.AddField(
            model_name="doorplan",
            name="try_in",
            field=models.CharField(blank=True, default="", max_length=20),
        ),
    ]
