"""What the web server calls."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sasando.settings")

application = get_wsgi_application()

# What is loaded by now lives as long as the process. Leaving it out of every collection, and
# collecting less often, takes the longest pauses out of a request.
gc.collect()
gc.freeze()
gc.set_threshold(50_000, 20, 20)
