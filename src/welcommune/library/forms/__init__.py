"""What is typed about articles and resources. Forms never save."""

from welcommune.library.forms.articles import OWN, PART_LABELS, ArticleForm, NewsForm, PhotoForm, article_initial
from welcommune.library.forms.resources import ConsentEndForm, NewResourceForm, ResourceForm, resource_initial

__all__ = [
    "OWN",
    "PART_LABELS",
    "ArticleForm",
    "ConsentEndForm",
    "NewResourceForm",
    "NewsForm",
    "PhotoForm",
    "ResourceForm",
    "article_initial",
    "resource_initial",
]
