import { expect, test } from '@jest/globals';
import { FactError } from '../../src/fact.ts';
import { volumeGroup } from '../../src/facts/volume-group.ts';

// Lines of `vgs` and `pvs` as lvm2 2.03.16 printed them on loop devices; those of `lvs` have the same form, but no device mapper was at hand.
const said = `vg|data|4194304|49|46
pv|/dev/loop0|data
pv|/dev/loop1|
lv|data|one|12582912
lv|other|one|4194304
.
`;

test('a group is told with its volumes in extents, and devices with their groups', () => {
  const devices = new Map([
    ['/dev/loop0', 'data'],
    ['/dev/loop1', ''],
  ]);
  expect(volumeGroup.parse(Buffer.from(said), ['data', 'none'])).toEqual([
    { tools: true, devices, group: { extentSize: 4194304, extents: 49, free: 46, volumes: new Map([['one', 3]]) } },
    { tools: true, devices },
  ]);
});

test('a host without LVM has none, and an answer that was cut off is none', () => {
  expect(volumeGroup.parse(Buffer.from('none\n'), ['data'])).toEqual([{ tools: false, devices: new Map() }]);
  expect(() => volumeGroup.parse(Buffer.from(said.slice(0, 30)), ['data'])).toThrow(FactError);
});
