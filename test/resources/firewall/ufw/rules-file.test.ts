import { describe, expect, test } from '@jest/globals';
import { formatRulesFile, parseRulesFile } from '../../../../src/resources/firewall/ufw/rules-file.ts';

/** As the package installs it. */
const fresh = `*filter
:ufw-user-input - [0:0]
### RULES ###
-A ufw-user-limit -m limit --limit 3/minute -j LOG --log-prefix "[UFW LIMIT BLOCK] "
-A ufw-user-limit -j REJECT
-A ufw-user-limit-accept -j ACCEPT
COMMIT
`;

/** As ufw writes it. */
const written = `*filter
:ufw-user-input - [0:0]
### RULES ###

### tuple ### allow any 53 0.0.0.0/0 any 0.0.0.0/0 in
-A ufw-user-input -p tcp --dport 53 -j ACCEPT
-A ufw-user-input -p udp --dport 53 -j ACCEPT

### tuple ### route:allow tcp 80 198.18.9.0/24 any 198.18.0.0/24 in
-A ufw-user-forward -p tcp -d 198.18.9.0/24 --dport 80 -s 198.18.0.0/24 -j ACCEPT

### END RULES ###

### LOGGING ###
-A ufw-after-logging-input -j LOG --log-prefix "[UFW BLOCK] "
### END LOGGING ###
COMMIT
`;

describe('a rules file of ufw', () => {
  test('that ufw wrote comes out as it went in', () => {
    expect(formatRulesFile(parseRulesFile(written)!)).toBe(written);
  });

  test('is cut into tuples with their lines', () => {
    expect(parseRulesFile(written)!.rules).toEqual([
      {
        tuple: 'allow any 53 0.0.0.0/0 any 0.0.0.0/0 in',
        lines: ['-A ufw-user-input -p tcp --dport 53 -j ACCEPT', '-A ufw-user-input -p udp --dport 53 -j ACCEPT'],
      },
      {
        tuple: 'route:allow tcp 80 198.18.9.0/24 any 198.18.0.0/24 in',
        lines: ['-A ufw-user-forward -p tcp -d 198.18.9.0/24 --dport 80 -s 198.18.0.0/24 -j ACCEPT'],
      },
    ]);
  });

  test('of a fresh installation has no rules, and gets the end mark that it lacks', () => {
    const file = parseRulesFile(fresh)!;
    expect(file.rules).toEqual([]);
    expect(formatRulesFile(file)).toBe(fresh.replace('### RULES ###\n', '### RULES ###\n\n### END RULES ###\n'));
  });

  test('shows a line that somebody put before all tuples', () => {
    const edited = written.replace(
      '### RULES ###\n',
      '### RULES ###\n-A ufw-user-input -p tcp --dport 9999 -j ACCEPT\n',
    );
    expect(parseRulesFile(edited)!.rules[0]).toEqual({
      tuple: '',
      lines: ['-A ufw-user-input -p tcp --dport 9999 -j ACCEPT'],
    });
  });

  test('shows a line that somebody put below a tuple', () => {
    const edited = written.replace('--dport 53 -j ACCEPT\n\n', '--dport 53 -j ACCEPT\n-I ufw-user-input -j ACCEPT\n\n');
    expect(parseRulesFile(edited)!.rules[0]!.lines).toContain('-I ufw-user-input -j ACCEPT');
  });

  test('is none without its mark', () => {
    expect(parseRulesFile('*filter\nCOMMIT\n')).toBeUndefined();
  });
});
