// Makes what bin/rackwright.js starts out of the sources: a few CommonJS files in dist/program, with source maps and the
// licences of what they contain.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'dist', 'program');
const target = 'node20.19';

/** Replaces dist/program as a whole when all of it is there, so that a program that starts meanwhile finds one or the other. */
export async function bundle() {
  const made = `${directory}.new`;
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  const { outputFiles, metafile } = await splitSources();
  for (const { path, text } of outputFiles) await writeChunk(made, basename(path, '.js'), text);
  writeFileSync(join(made, 'licences.txt'), licences(metafile));
  rmSync(directory, { recursive: true, force: true });
  renameSync(made, directory);
}

/** Only ES modules can be split at their lazy imports, so that a command reads no more than it needs. */
function splitSources() {
  return build({
    absWorkingDir: root,
    entryPoints: ['src/main.ts'],
    outdir: directory,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    target,
    // What ssh2 takes along where a compiler was there when it was installed; it works without.
    external: ['cpu-features', '*.node'],
    define: { 'import.meta.url': 'programUrl' },
    minifyWhitespace: true,
    minifySyntax: true,
    minifyIdentifiers: true,
    lineLimit: 200,
    legalComments: 'none',
    sourcemap: 'inline',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
    plugins: [polyfillFirst, ownWidth],
  });
}

/**
 * What @peculiar/x509 injects its dependencies with wants a polyfill before it (src/pki/x509.ts), and of two modules that are imported one after the
 * other a split bundle may run the second one first. Within one module the order is kept.
 */
const polyfillFirst = {
  name: 'polyfill first',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]tsyringe[\\/]dist[\\/]esm5[\\/]index\.js$/ }, ({ path }) => ({
      contents: `import 'reflect-metadata';${readFileSync(path, 'utf8')}`,
      loader: 'js',
    }));
  },
};

/**
 * The packages that lay out help texts take some fifty milliseconds to learn about emoji (`Intl.Segmenter`, `\\p{RGI_Emoji}`), whatever is asked
 * of the program. They get our own measure of a text's width.
 */
const ownWidth = {
  name: 'own width',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^string-width$/ }, () => ({ path: 'string-width', namespace: 'own-width' }));
    onLoad({ filter: /.*/, namespace: 'own-width' }, () => ({
      contents: `export { displayWidth as default } from './src/diagnostics/display-width.ts'`,
      resolveDir: root,
      loader: 'js',
    }));
  },
};

async function writeChunk(into, name, text) {
  const { code, map } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target,
    supported: { 'dynamic-import': false },
    minifyWhitespace: true,
    lineLimit: 200,
    sourcemap: 'external',
    sourcesContent: false,
    sourcefile: `${name}.js`,
    banner: '(function(module,exports,require,programUrl,__dirname){',
    footer: '})',
    // The first pass has warned.
    logLevel: 'error',
  });
  const other = /[^\0-\x7f].{0,40}/.exec(code);
  // bin/rackwright.js reads it as if it were; of regular expressions the bundler escapes nothing.
  if (other !== null) throw new Error(`${name} is not ASCII; write it as \\u… in the sources: ${other[0]}`);
  const file = join(into, `${name}.cjs`);
  writeFileSync(file, code.replaceAll(/require\("(\.\/[^"]+)\.js"\)/g, 'require("$1.cjs")'));
  writeFileSync(`${file}.map`, map);
}

function licences({ inputs }) {
  const packages = new Set(
    Object.keys(inputs).flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []),
  );
  return [...packages].toSorted().map(licenceOf).join('\n');
}

function licenceOf(path) {
  const files = readdirSync(join(root, path)).filter((name) => /^(?:licen[cs]e|notice|copying)/i.test(name));
  const { name, version, license } = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'));
  const texts = files.map((file) => readFileSync(join(root, path, file), 'utf8').trim());
  return [`== ${name} ${version} (${license})`, ...texts, ''].join('\n\n');
}
