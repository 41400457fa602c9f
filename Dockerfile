# One image for web, worker, beat and the one-shot tasks; a second target for the proxy. See docker-compose.yml.

FROM node:22-bookworm-slim AS styles
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY werkbedrijf/styles werkbedrijf/styles
RUN npm run build

FROM python:3.11-slim-bookworm AS app
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PIP_NO_CACHE_DIR=1 XDG_CACHE_HOME=/tmp/cache
RUN apt-get update \
    && apt-get install -y --no-install-recommends \
        libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --no-create-home --home-dir /tmp board
WORKDIR /app
COPY requirements.lock ./
RUN pip install --require-hashes -r requirements.lock
COPY . .
COPY --from=styles /app/var/static var/static
# Only what the application writes belongs to its user; code, style and manifest cannot be changed from inside.
RUN python manage.py collectstatic --no-input \
    && rm -f var/db.sqlite3 \
    && mkdir -p var/media var/run \
    && chown -R board:board var/media var/run
USER 10001
EXPOSE 8000
CMD ["uvicorn", "werkbedrijf.asgi:application", "--host", "0.0.0.0", "--port", "8000"]

FROM caddy:2-alpine AS proxy
COPY deploy/Caddyfile /etc/caddy/Caddyfile
# Certificates are kept in a volume, which takes over the owner of this folder.
RUN adduser -D -H -u 10002 caddy && mkdir -p /data /config && chown -R caddy:caddy /data /config
USER 10002
