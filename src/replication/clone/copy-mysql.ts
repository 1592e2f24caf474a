import { sh } from '../../shell.ts';
import { mysql as sql } from '../../sql/mysql.ts';
import { quoteText } from '../../sql/quote-text.ts';
import { ask } from '../ask.ts';
import type { CopyMethod } from './copy-method.ts';
import { succeed } from './succeed.ts';

/** Where the server's AppArmor profile lets it write, too. */
const incoming = '/var/lib/mysql-files/incoming';

/** The target's server fetches the donor's data itself, with the account by which it will follow (it needs BACKUP_ADMIN there). */
export const copyMysql: CopyMethod = {
  incoming,
  data: `${incoming}/data`,
  needsServer: true,
  fetch: async ({ target, donor, account }) => {
    const room = sh`rm -rf ${incoming} && install -d -o mysql -g mysql -m 0700 ${incoming}`;
    await succeed(target, { script: room, timeoutMs: 60_000 });
    const place = `${quoteText(donor.address)}:${donor.port}`;
    const statements = [
      `SET GLOBAL clone_valid_donor_list = ${quoteText(`${donor.address}:${donor.port}`)}`,
      `CLONE INSTANCE FROM ${quoteText(account.user)}@${place} IDENTIFIED BY ${quoteText(account.password.reveal())} DATA DIRECTORY = ${quoteText(`${incoming}/data`)} REQUIRE SSL`,
    ];
    await ask(target, { sql }, statements, hoursMs);
    await succeed(target, { script: sh`: >${incoming}/whole`, timeoutMs: 5000 });
  },
  prepare: sh`position=`,
  // It finds it in what it was given.
  begin: sh`:`,
};

const hoursMs = 12 * 3_600_000;
