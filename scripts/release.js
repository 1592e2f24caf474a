// `npm run release -- --out DIRECTORY [--key PRIVATE_KEY] [--without-audit]`: what is given away, and what its receivers can check it by.
//
//     rackwright-VERSION.tgz            the package, as npm packs it
//     rackwright-VERSION.cdx.json       what it is made of (CycloneDX), without tools of development
//     SHA256SUMS                        digests of both
//     SHA256SUMS.sig                    with --key: signed by ssh-keygen, namespace `rackwright-release`
//
// A known weakness in a dependency ends it before anything is written, and so does a registry that does not tell: `--without-audit` is
// for those who have asked elsewhere.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { out: { type: 'string' }, key: { type: 'string' }, 'without-audit': { type: 'boolean', default: false } },
});
if (values.out === undefined) fail('--out DIRECTORY is missing', 2);
if (!values['without-audit']) audit();
release(resolve(values.out));

function audit() {
  const { status } = spawnSync('npm', ['audit', '--omit', 'dev', '--audit-level', 'moderate'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) fail('npm audit has found something, or could not ask; nothing was written', 1);
}

function release(out) {
  mkdirSync(out, { recursive: true });
  const [{ filename }] = JSON.parse(npm(['pack', '--json', '--ignore-scripts', '--pack-destination', out]));
  const parts = filename.replace(/\.tgz$/, '.cdx.json');
  writeFileSync(join(out, parts), partsOf());
  const sums = join(out, 'SHA256SUMS');
  writeFileSync(sums, [filename, parts].map((name) => `${digest(join(out, name))}  ${name}\n`).join(''));
  if (values.key !== undefined)
    execFileSync('ssh-keygen', ['-q', '-Y', 'sign', '-f', values.key, '-n', 'rackwright-release', sums], {
      stdio: ['inherit', 'ignore', 'inherit'],
    });
  console.log(readFileSync(sums, 'utf8').trimEnd());
}

/** npm 11 leaves out, with `--omit dev`, what a tool of development needs, too (ajv, yaml): so it gets the lock file without those tools. */
function partsOf() {
  const scratch = mkdtempSync(join(tmpdir(), 'rackwright-release-'));
  try {
    const manifest = readJson('package.json');
    const lock = readJson('package-lock.json');
    delete manifest.devDependencies;
    delete lock.packages[''].devDependencies;
    for (const [path, part] of Object.entries(lock.packages)) if (part.dev) delete lock.packages[path];
    writeFileSync(join(scratch, 'package.json'), JSON.stringify(manifest));
    writeFileSync(join(scratch, 'package-lock.json'), JSON.stringify(lock));
    return npm(['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'], scratch);
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function readJson(name) {
  return JSON.parse(readFileSync(join(root, name), 'utf8'));
}

function npm(words, cwd = root) {
  return execFileSync('npm', words, { cwd, encoding: 'utf8', maxBuffer: 2 ** 26 });
}

function digest(path) {
  return createHash('sha256').update(readFileSync(path)).digest('hex');
}

function fail(why, status) {
  console.error(`release: ${why}`);
  process.exit(status);
}
