import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Site } from '../../support/site.ts';
import { succeed } from '../succeed.ts';
import { publicName } from '../tls-site.ts';
import type { Remedy, Sign } from './remedy.ts';
import { rewrite } from './rewrite.ts';
import { runPlaybook } from './run-playbook.ts';
import { storePlaybook, storeServices, storedSessions, storedUploads } from './state-store.ts';

const uploads = '/srv/notes/uploads';
const pool = '/etc/php/8.2/fpm/pool.d/www.conf';
const hosts = ['web1', 'web2'];

/** Keeps a word in the client's session and in a file, and says whether it knows both. */
const application = `<?php
session_start();
$file = getenv('UPLOADS') . '/kept';
if (isset($_GET['keep'])) {
  $_SESSION['kept'] = $_GET['keep'];
  $put = stream_context_create(['http' => ['method' => 'PUT', 'content' => $_GET['keep']]]);
  str_starts_with($file, 'https:') ? file_get_contents($file, false, $put) : file_put_contents($file, $_GET['keep']);
}
$kept = @file_get_contents($file);
echo isset($_SESSION['kept']) && $_SESSION['kept'] === $kept ? 'known' : 'unknown', "\\n";
`;

/** Eight requests, which the load balancer spreads over both. */
const losesClients: Sign = {
  what: 'a client unknown to one of the web hosts',
  seen: async (site) => {
    const ask = `curl -sk -b /tmp/jar -c /tmp/jar --resolve ${publicName}:443:127.0.0.1 https://${publicName}`;
    const word = `w${Date.now()}`;
    const said = await site.asRoot(
      'lb1',
      `rm -f /tmp/jar; ${ask}/?keep=${word}; for each in 1 2 3 4 5 6 7 8; do ${ask}/; done`,
    );
    const answers = said.trim().split('\n');
    if (answers[0] !== 'known' || answers.length !== 9) throw new Error(`the application says: ${said}`);
    return answers.includes('unknown');
  },
};

/** An application on two web hosts whose clients belong to the one that knows them, and what it takes that any of them will do. */
export const webState: Remedy = {
  findings: ['T10 state of web hosts'],
  hosts: hosts.join(','),
  spoil: async (site) => {
    await onWeb(site, 'package', '{name: [php-fpm, php-redis]}');
    for (const path of ['/srv/notes/public', uploads])
      await onWeb(site, 'directory', `{path: ${path}, owner: ${path === uploads ? 'www-data' : 'root'}, mode: "0755"}`);
    await onWeb(site, 'copy', JSON.stringify({ dest: '/srv/notes/public/index.php', content: application }));
    await inPool(site, 'env[UPLOADS]', uploads);
    const page = `{name: notes, names: [${publicName}], root: /srv/notes/public, php: /run/php/php8.2-fpm.sock}`;
    appendFileSync(join(site.directory, 'inventory/group_vars/web.yml'), `nginx_sites:\n  - ${page}\n`);
    await runPlaybook(site, 'site', '--limit', 'web,lb');
  },
  apply: async (site) => {
    rewrite(site, 'group_vars/all.yml', '    - name: app\n', `${storeServices}    - name: app\n`);
    writeFileSync(join(site.directory, 'playbooks/store.yml'), storePlaybook);
    await runPlaybook(site, 'site', '--limit', 'store,web');
    await runPlaybook(site, 'store');
    const settings = {
      'php_admin_value[session.save_handler]': 'redis',
      'php_admin_value[session.save_path]': `"${storedSessions}"`,
      'php_admin_value[openssl.cafile]': '/etc/ssl/rackwright/ca.crt',
      'env[UPLOADS]': storedUploads,
    };
    for (const [name, value] of Object.entries(settings)) await inPool(site, name, value);
    await onWeb(site, 'file', `{path: ${uploads}, state: absent}`);
  },
  sign: losesClients,
};

async function inPool(site: Site, name: string, value: string): Promise<void> {
  const regexp = `^${name.replaceAll(/[.[\]]/g, String.raw`\$&`)}`;
  await onWeb(site, 'lineinfile', JSON.stringify({ path: pool, regexp, line: `${name} = ${value}` }));
  await onWeb(site, 'service', '{name: php8.2-fpm, state: restarted}');
}

async function onWeb(site: Site, kind: string, args: string): Promise<void> {
  await succeed(site, 'exec', hosts.join(','), '-i', 'inventory/lab.yml', '-b', '-m', kind, '-a', args);
}
