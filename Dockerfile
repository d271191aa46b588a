# The program as a container image. One image, four uses: migrate, web, worker, beat (docker-compose.yml).
FROM node:22-bookworm-slim AS node
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM python:3.12-slim-bookworm
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PATH=/opt/venv/bin:$PATH
# Pango and its font draw the PDFs, gettext compiles the translations.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core gettext \
 && rm -rf /var/lib/apt/lists/*
RUN useradd --system --uid 10001 --home-dir /data --create-home flereskalmed
WORKDIR /app
COPY requirements.txt ./
RUN python -m venv /opt/venv \
 && pip install --no-cache-dir --only-binary :all: --require-hashes -r requirements.txt
COPY --from=node /app/node_modules node_modules
COPY . .
# Neither step needs a database or a real secret; what they would keep goes to a folder that is thrown away.
RUN export FLERESKALMED_DATA=/tmp/build DATABASE_URL=postgres://nobody@127.0.0.1:1/none \
 && python manage.py compilemessages -v0 --ignore node_modules \
 && scripts/static.sh \
 && rm -rf /tmp/build
ENV FLERESKALMED_DATA=/data FLERESKALMED_PRODUCTION=1 PORT=8000
USER flereskalmed
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "flereskalmed.wsgi", "--workers", "3", "--access-logfile", "-"]
