import type { Definition } from '../definition.ts';
import { assert } from './assert.ts';
import { asyncStatus } from './async-status.ts';
import { command } from './command.ts';
import { debug } from './debug.ts';
import { fetch } from './fetch.ts';
import { find } from './find.ts';
import { galeraFounder } from './galera-founder.ts';
import { galeraStatus } from './galera-status.ts';
import { meta } from './meta.ts';
import { mysqlStatus } from './mysql-status.ts';
import { mysqlWriter } from './mysql-writer.ts';
import { pause } from './pause.ts';
import { raw } from './raw.ts';
import { reboot } from './reboot.ts';
import { script } from './script.ts';
import { setFact } from './set-fact.ts';
import { shell } from './shell.ts';
import { stat } from './stat.ts';
import { uri } from './uri.ts';
import { waitFor } from './wait-for.ts';

/** Every action, and every reading, that a playbook can name. A new one is one file and one line here. */
export const actions: readonly Definition[] = [
  assert,
  asyncStatus,
  command,
  debug,
  fetch,
  find,
  galeraFounder,
  galeraStatus,
  meta,
  mysqlStatus,
  mysqlWriter,
  pause,
  raw,
  reboot,
  script,
  setFact,
  shell,
  stat,
  uri,
  waitFor,
];
