"""Addresses of One Form."""

from django.urls import path

from linli.contexts.forms.views import filled, returns, review

app_name = "forms"
ONE = "<uuid:return_id>/"
VERSION = f"{ONE}filled/<int:number>/"
urlpatterns = [
    path("", returns.returns_page, name="returns"),
    path("take/", returns.take, name="take"),
    path("burden/", returns.burden, name="burden"),
    path("questions/", filled.questions, name="questions"),
    path(ONE, review.review, name="review"),
    path(f"{ONE}choose/", review.choose, name="choose"),
    path(f"{ONE}people/", review.find_person, name="find_person"),
    path(f"{ONE}fill/", review.fill, name="fill"),
    path(f"{ONE}details/", returns.details, name="details"),
    path(f"{ONE}withdraw/", returns.withdraw, name="withdraw"),
    path(f"{ONE}step/<slug:verb>/", returns.step, name="step"),
    path(f"{ONE}blank/", returns.blank, name="blank"),
    path(f"{ONE}latest/", filled.latest, name="latest"),
    path(VERSION, filled.filled, name="filled"),
    path(f"{VERSION}lineage/", filled.lineage, name="lineage"),
    path(f"{VERSION}download/", filled.download, name="download"),
]
