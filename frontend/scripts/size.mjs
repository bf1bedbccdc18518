// Fails when the JavaScript needed before the first screen weighs more than 300 kB compressed.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 300_000;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist), "utf8"));
const entry = Object.keys(manifest).find((key) => manifest[key].isEntry);
const seen = new Map();

/** Follows static imports only: dynamic ones are loaded by route. */
function visit(key) {
  const chunk = manifest[key];
  if (!chunk || seen.has(chunk.file)) return;
  seen.set(
    chunk.file,
    chunk.file.endsWith(".js") ? gzipSync(readFileSync(new URL(chunk.file, dist))).length : 0,
  );
  for (const next of chunk.imports ?? []) visit(next);
}

visit(entry);
// The messages of one language are always fetched before the first screen too.
const messages = Object.values(manifest).find((chunk) => /messages-fr/.test(chunk.file));
if (messages) seen.set(messages.file, gzipSync(readFileSync(new URL(messages.file, dist))).length);

const total = [...seen.values()].reduce((sum, size) => sum + size, 0);
for (const [file, size] of seen) process.stdout.write(`${String(size).padStart(8)}  ${file}\n`);
process.stdout.write(`${String(total).padStart(8)}  initial JavaScript, compressed (limit ${LIMIT})\n`);
if (total > LIMIT) process.exit(1);
