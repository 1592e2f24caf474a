import { defineResource } from '../definition.ts';
import type { FactReader } from '../fact.ts';
import { fileContent } from '../facts/file-content.ts';
import { fileState } from '../facts/file-state.ts';
import { loginAccount } from '../facts/login-account.ts';
import { serviceState } from '../facts/service-state.ts';
import { sshSession } from '../facts/ssh-session.ts';
import { sshdSettings } from '../facts/sshd-settings.ts';
import { fileText } from './file-text.ts';
import { sshdConfigArguments } from './sshd-config/arguments.ts';
import { configChanges, sshdChanges } from './sshd-config/diff.ts';
import type { ObservedSshdConfig } from './sshd-config/observed.ts';
import { sshdProtection } from './sshd-config/protection.ts';
import { sshdSteps } from './sshd-config/steps.ts';
import type { Visitor } from './sshd-config/visitor.ts';
import { wantedSshdConfig } from './sshd-config/wanted.ts';
import type { WantedSshdConfig } from './sshd-config/wanted.ts';

export const sshdConfig = defineResource<WantedSshdConfig, ObservedSshdConfig>({
  kind: 'sshd_config',
  schema: sshdConfigArguments,
  risk: 'connectivity',
  wanted: wantedSshdConfig,
  observe,
  diff: sshdChanges,
  steps: sshdSteps,
  protects: sshdProtection,
});

async function observe(wantedConfig: WantedSshdConfig, host: FactReader): Promise<ObservedSshdConfig> {
  const { path, lines } = wantedConfig;
  const options = lines.map(({ keyword, value }) => `${keyword}=${value}`);
  const [state, content, now, wanted, session, account, ...units] = await Promise.all([
    host.read(fileState, path),
    host.read(fileContent, path),
    host.read(sshdSettings, { options: [] }),
    host.read(sshdSettings, { options }),
    host.read(sshSession, null),
    host.read(loginAccount, null),
    host.read(serviceState, 'ssh.service'),
    host.read(serviceState, 'sshd.service'),
  ]);
  const files = { state, text: fileText(path, content), now, wanted };
  const visitor = session && account && { ...session, ...account };
  const asks = visitor !== undefined && configChanges(wantedConfig, files).length > 0;
  const here = asks ? await host.read(sshdSettings, { options, connection: connectionOf(visitor) }) : undefined;
  return { ...files, visitor, here, units };
}

function connectionOf({ user, clientAddress, serverAddress, serverPort }: Visitor): string {
  return `user=${user},host=${clientAddress},addr=${clientAddress},laddr=${serverAddress},lport=${serverPort}`;
}
