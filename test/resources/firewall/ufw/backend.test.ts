import { describe, expect, test } from '@jest/globals';
import type { Observed } from '../../../../src/resources/firewall/observed.ts';
import { readPolicy } from '../../../../src/resources/firewall/read-policy.ts';
import { ufwBackend } from '../../../../src/resources/firewall/ufw/backend.ts';
import { ufwPaths } from '../../../../src/resources/firewall/ufw/paths.ts';
import type { Change, Step } from '../../../../src/resource.ts';
import { file, untouched, withChain } from '../../../support/firewall-observed.ts';
import { keptByUfw, withUfw } from '../../../support/ufw-observed.ts';
import { stepTitle } from '../../../../src/engine/step-title.ts';

const policy = readPolicy({
  services: [
    { name: 'ssh', port: 22 },
    { name: 'slow', port: 2222, limit: '6/30s' },
  ],
});
const kept = keptByUfw(policy);

function titles(steps: readonly Step[]): readonly string[] {
  return steps.map(stepTitle);
}

function attributes(changes: readonly Change[]): readonly string[] {
  return changes.map(({ attribute }) => attribute);
}

function contentOf(observed: Observed, path: string): Uint8Array | undefined {
  const content = observed.files.get(path);
  return content?.type === 'content' ? content.bytes : undefined;
}

function withFile(observed: Observed, path: string, change: (text: string) => string): Observed {
  const text = new TextDecoder().decode(contentOf(observed, path));
  return { ...observed, files: new Map([...observed.files, [path, file(change(text))]]) };
}

function written(steps: readonly Step[], path: string): string {
  const step = steps.find((each) => each.type === 'write' && each.path === path);
  return step?.type === 'write' ? new TextDecoder().decode(step.content) : '';
}

describe('the ufw backend', () => {
  test('finds nothing to do where all is as it should be', () => {
    expect(ufwBackend.diff(policy, kept)).toEqual([]);
  });

  test('sees that what limited rules lead to is missing, as in IPv6’s file of a fresh ufw, and writes it', () => {
    const closed = withFile(kept, ufwPaths.ipv6, (text) =>
      text.replace(/### RATE LIMITING[^]*END RATE LIMITING ###\n/, ''),
    );
    expect(attributes(ufwBackend.diff(policy, closed))).toEqual(['ipv6 rate limiting']);
    const text = written(ufwBackend.steps(policy, closed), ufwPaths.ipv6);
    expect(text).toBe(new TextDecoder().decode(contentOf(kept, ufwPaths.ipv6)));
    expect(text).toContain(':ufw6-user-limit-accept - [0:0]\n### RULES ###');
    expect(text).toContain('-A ufw6-user-limit-accept -j ACCEPT\n### END RATE LIMITING ###\nCOMMIT');
    const free = readPolicy({ services: [{ name: 'ssh', port: 22 }] });
    expect(written(ufwBackend.steps(free, withUfw()), ufwPaths.ipv6)).not.toContain('limit');
  });

  test('sets all rules before it enables ufw', () => {
    expect(attributes(ufwBackend.diff(policy, withUfw()))).toEqual(['ENABLED', 'ipv4 user rules', 'ipv6 user rules']);
    expect(titles(ufwBackend.steps(policy, withUfw()))).toEqual([
      'write /etc/ufw/user.rules',
      'write /etc/ufw/user6.rules',
      'enable ufw',
    ]);
  });

  test('never resets ufw and never asks', () => {
    const command = ufwBackend
      .steps(policy, withUfw())
      .flatMap((step) => (step.type === 'run' ? step.command.text : []));
    expect(command).toEqual(['PATH=$PATH:/usr/sbin:/sbin; ufw --force enable']);
  });

  test('shows a rule that was added through ufw as one line, and takes it away', () => {
    const added = withFile(kept, ufwPaths.ipv4, (text) =>
      text.replace(
        '\n### END RULES ###',
        '\n### tuple ### allow tcp 9999 0.0.0.0/0 any 0.0.0.0/0 in\n-A ufw-user-input -p tcp --dport 9999 -j ACCEPT\n\n### END RULES ###',
      ),
    );
    const [change, ...more] = ufwBackend.diff(policy, added);
    expect(more).toEqual([]);
    expect(change).toMatchObject({ attribute: 'ipv4 user rules' });
    expect(change?.from).toEqual({
      text: [
        'allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in comment=ssh',
        'limit tcp 2222 0.0.0.0/0 any 0.0.0.0/0 in comment=slow',
        'allow tcp 9999 0.0.0.0/0 any 0.0.0.0/0 in',
        '',
      ].join('\n'),
    });
    const steps = ufwBackend.steps(policy, added);
    expect(titles(steps)).toEqual(['write /etc/ufw/user.rules', 'reload ufw']);
    expect(written(steps, ufwPaths.ipv4)).not.toContain('9999');
  });

  test('sees a rule that went past ufw into the kernel, and reloads', () => {
    const opened = withChain(kept, 'ufw-user-input', (rules) => ['-p tcp -m tcp --dport 7777 -j ACCEPT', ...rules]);
    expect(attributes(ufwBackend.diff(policy, opened))).toEqual(['ipv4 ufw-user-input']);
    expect(titles(ufwBackend.steps(policy, opened))).toEqual(['reload ufw']);
  });

  test('sees lines of a file that do not belong to its tuples', () => {
    const edited = withFile(kept, ufwPaths.ipv4, (text) => text.replace('--dport 22 -j', '--dport 1:65535 -j'));
    expect(attributes(ufwBackend.diff(policy, edited))).toEqual(['ipv4 user rule lines']);
  });

  test('sees a policy that was changed in the kernel only', () => {
    const { ipv4 } = kept.rules;
    const chains =
      ipv4.state === 'read'
        ? ipv4.chains.map((chain) => (chain.name === 'INPUT' ? { ...chain, policy: 'ACCEPT' } : chain))
        : [];
    const opened = { ...kept, rules: { ...kept.rules, ipv4: { state: 'read' as const, chains } } };
    expect(ufwBackend.diff(policy, opened)).toEqual([{ attribute: 'ipv4 INPUT policy', from: 'ACCEPT', to: 'DROP' }]);
  });

  test('puts back jumps itself, because ufw does not', () => {
    const cut = withChain(kept, 'INPUT', (rules) => rules.filter((rule) => rule !== '-j ufw-before-input'));
    expect(attributes(ufwBackend.diff(policy, cut))).toEqual(['ipv4 jumps from INPUT']);
    expect(titles(ufwBackend.steps(policy, cut))).toEqual([
      'reload ufw',
      'check the ipv4 rules',
      'load the ipv4 rules',
    ]);
  });

  test('keeps rules for forwarded packets', () => {
    const route =
      '### tuple ### route:allow any any 0.0.0.0/0 any 198.18.0.0/24 in\n-A ufw-user-forward -s 198.18.0.0/24 -j ACCEPT\n';
    const routed = withFile(kept, ufwPaths.ipv4, (text) =>
      text.replace('### END', `${route}\n### END`).replace('--dport 22 -j', '--dport 23 -j'),
    );
    expect(written(ufwBackend.steps(policy, routed), ufwPaths.ipv4)).toContain(route);
  });

  test('edits its settings in place', () => {
    const strict = readPolicy({ default_in: 'reject', log_dropped: false, services: [{ name: 'ssh', port: 22 }] });
    const noisy = withFile(
      kept,
      ufwPaths.defaults,
      (text) => `# mine\n${text.replace('IPV6=yes', 'IPV6=no')}MANAGE_BUILTINS=no\n`,
    );
    const steps = ufwBackend.steps(strict, noisy);
    expect(written(steps, ufwPaths.defaults)).toBe(
      '# mine\nIPV6=yes\nDEFAULT_INPUT_POLICY="REJECT"\nDEFAULT_OUTPUT_POLICY="ACCEPT"\nMANAGE_BUILTINS=no\n',
    );
    expect(written(steps, ufwPaths.settings)).toBe('ENABLED=yes\nLOGLEVEL=off\n');
  });

  test('cannot do without ICMP, or with a limit of its own', () => {
    expect(() => ufwBackend.diff(readPolicy({ icmp: 'drop' }), withUfw())).toThrow('always accepts ICMP');
    const other = readPolicy({ services: [{ name: 'ssh', port: 22, limit: '10/min' }] });
    expect(() => ufwBackend.diff(other, withUfw())).toThrow('no other limit than 6/30s');
  });

  test('plans on a host without ufw, but does not run there', () => {
    expect(ufwBackend.diff(policy, untouched()).length).toBeGreaterThan(0);
    expect(() => ufwBackend.steps(policy, untouched())).toThrow('install the package ufw');
  });

  test('does not touch a file that is not one of ufw', () => {
    const broken = withFile(kept, ufwPaths.ipv6, () => '*filter\nCOMMIT\n');
    expect(() => ufwBackend.diff(policy, broken)).toThrow('/etc/ufw/user6.rules has no line "### RULES ###"');
  });
});
