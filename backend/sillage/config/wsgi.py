"""Django as a WSGI application; the process that serves is composed in asgi.py."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sillage.config.settings")
application = get_wsgi_application()
