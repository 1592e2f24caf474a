import type { Definition } from '../definition.ts';
import { firewall } from './firewall.ts';
import { archive } from './archive.ts';
import { authorizedKey } from './authorized-key.ts';
import { block } from './block.ts';
import { configTree } from './config-tree.ts';
import { copy } from './copy.ts';
import { certificate } from './certificate.ts';
import { container } from './container.ts';
import { cron } from './cron.ts';
import { directory } from './directory.ts';
import { file } from './file.ts';
import { getUrl } from './get-url.ts';
import { group } from './group.ts';
import { hostname } from './hostname.ts';
import { iniFile } from './ini-file.ts';
import { jsonFile } from './json-file.ts';
import { line } from './line.ts';
import { link } from './link.ts';
import { mysqlDatabase } from './mysql-database.ts';
import { mysqlGrant } from './mysql-grant.ts';
import { mysqlReplication } from './mysql-replication.ts';
import { mysqlUser } from './mysql-user.ts';
import { mysqlVariable } from './mysql-variable.ts';
import { networkInterface } from './network-interface.ts';
import { packages } from './package.ts';
import { revocationList } from './revocation-list.ts';
import { replace } from './replace.ts';
import { service } from './service.ts';
import { sysctl } from './sysctl.ts';
import { template } from './template.ts';
import { unarchive } from './unarchive.ts';
import { user } from './user.ts';
import { aptKey } from './apt-key.ts';
import { aptRepository } from './apt-repository.ts';
import { filesystem } from './filesystem.ts';
import { git } from './git.ts';
import { kernelModule } from './kernel-module.ts';
import { servedCertificate } from './served-certificate.ts';
import { locale } from './locale.ts';
import { lvm } from './lvm.ts';
import { mount } from './mount.ts';
import { sshKnownHost } from './ssh-known-host.ts';
import { sshdConfig } from './sshd-config.ts';
import { sudoers } from './sudoers.ts';
import { swap } from './swap.ts';
import { systemdUnit } from './systemd-unit.ts';
import { timezone } from './timezone.ts';
import { yamlFile } from './yaml-file.ts';

/** Every resource that a playbook can name. A new one is one file and one line here. */
export const definitions: readonly Definition[] = [
  archive,
  block,
  configTree,
  copy,
  directory,
  file,
  getUrl,
  iniFile,
  jsonFile,
  line,
  link,
  replace,
  unarchive,
  yamlFile,
  template,
  firewall,
  authorizedKey,
  certificate,
  revocationList,
  servedCertificate,
  container,
  cron,
  group,
  hostname,
  packages,
  service,
  sysctl,
  user,
  aptKey,
  aptRepository,
  filesystem,
  git,
  kernelModule,
  locale,
  lvm,
  mount,
  mysqlDatabase,
  mysqlGrant,
  mysqlReplication,
  mysqlUser,
  mysqlVariable,
  networkInterface,
  sshKnownHost,
  sshdConfig,
  sudoers,
  swap,
  systemdUnit,
  timezone,
];
