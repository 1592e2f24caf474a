import { describe, expect, test } from '@jest/globals';
import { offeredPackages } from '../../src/facts/offered-packages.ts';
import { packageState } from '../../src/facts/package-state.ts';

const { dnf, zypper, apk } = offeredPackages;

describe('what could be installed', () => {
  test('by dnf 4.14 and rpm, the newest first', () => {
    const said =
      'Cap_Name 0:1.0-1\nhello 0:1.0-1\nhello 0:10.0-1\nhello 0:2.0-1\n\nhello 2:0.1-1\npackage none is not installed\n.\n';
    expect(dnf.parse(Buffer.from(said), ['hello', 'none', 'Cap_Name'])).toEqual([
      { known: true, candidate: '2:0.1-1', versions: ['2:0.1-1', '10.0-1', '2.0-1', '1.0-1'] },
      { known: false, versions: [] },
      { known: true, candidate: '1.0-1', versions: ['1.0-1'] },
    ]);
  });

  test('by zypper 1.14, in XML', () => {
    const said = `<?xml version='1.0'?>
<stream>

<search-result version="0.0">
<solvable-list>
<solvable status="not-installed" name="hello" kind="package" edition="2.0-1" arch="noarch" repository="r"/>
<solvable status="not-installed" name="hello" kind="package" edition="10.0-1" arch="noarch" repository="r"/>
</solvable-list>
</search-result>
</stream>
.
`;
    expect(zypper.parse(Buffer.from(said), ['hello', 'none'])).toEqual([
      { known: true, candidate: '10.0-1', versions: ['10.0-1', '2.0-1'] },
      { known: false, versions: [] },
    ]);
  });

  // Not captured: no apk was at hand. The lines are those that its users show.
  test('by apk list', () => {
    const said = `busybox-1.36.1-r15 x86_64 {busybox} (GPL-2.0-only) [upgradable from: busybox-1.36.1-r2]
busybox-binsh-1.36.1-r15 x86_64 {busybox} (GPL-2.0-only) [installed]
.
`;
    expect(apk.parse(Buffer.from(said), ['busybox', 'busybox-binsh', 'none'])).toEqual([
      { known: true, candidate: '1.36.1-r15', versions: ['1.36.1-r15'] },
      { known: true, candidate: '1.36.1-r15', versions: ['1.36.1-r15'] },
      { known: false, versions: [] },
    ]);
  });

  test('an answer that was cut off is none', () => {
    expect(() => dnf.parse(Buffer.from('hello 0:1.0-1\n'), ['hello'])).toThrow('ends too early');
  });
});

test('what is installed by apk stands in rows like those of dpkg', () => {
  const said = 'apk\npackage\tbusybox\tall\tii \t1.36.1-r15\nvirtual\tsh\tbusybox-binsh\n';
  expect(packageState.parse(Buffer.from(said), ['busybox', 'sh', 'none'])).toEqual([
    { manager: 'apk', status: 'installed', version: '1.36.1-r15', held: false, providedBy: [] },
    { manager: 'apk', status: 'absent', held: false, providedBy: ['busybox-binsh'] },
    { manager: 'apk', status: 'absent', held: false, providedBy: [] },
  ]);
});
