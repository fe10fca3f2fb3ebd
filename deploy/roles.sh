#!/bin/sh
# Run once, when the folder of the database is made: a user that owns the tables and one that the server runs as. Neither
# is a superuser. Which rights the second has, `admin migrate` says (server/database/grant-rights.ts).
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
  --set owner_password="$OWNER_PASSWORD" --set server_password="$SERVER_PASSWORD" <<'SQL'
CREATE ROLE ketenspiegel_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE ketenspiegel LOGIN PASSWORD :'server_password';
CREATE DATABASE ketenspiegel OWNER ketenspiegel_owner;
REVOKE CONNECT ON DATABASE ketenspiegel FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE ketenspiegel TO ketenspiegel;
SQL
