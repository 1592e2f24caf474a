import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { editSettings, settingIn } from '../../../src/resources/sysctl/edit-settings.ts';

const line = fc.constantFrom(
  'kernel.panic = 10',
  'kernel/panic=0',
  '-kernel.panic = 5',
  '#kernel.panic = 1',
  '; remark',
  '',
  'kernel.panic_on_oops = 1',
  'net.ipv4.ip_forward=1',
  'no setting',
);
const text = fc.array(line, { maxLength: 8 }).map((lines) => lines.map((each) => `${each}\n`).join(''));
const value = fc.constantFrom(undefined, '0', '10', '5 6');

test('a second edit changes nothing', () => {
  fc.assert(
    fc.property(text, value, (before, wanted) => {
      const once = editSettings({ name: 'kernel.panic', value: wanted }, before);
      expect(editSettings({ name: 'kernel.panic', value: wanted }, once)).toBe(once);
    }),
  );
});

test('the parameter is set once or not at all, and all other lines stay in their order', () => {
  fc.assert(
    fc.property(text, value, (before, wanted) => {
      const own = (each: string): boolean => settingIn(each, 'kernel.panic') !== undefined;
      const after = editSettings({ name: 'kernel.panic', value: wanted }, before).split('\n');
      expect(after.filter(own).map((each) => settingIn(each, 'kernel.panic'))).toEqual(
        wanted === undefined ? [] : [wanted],
      );
      expect(after.filter((each) => !own(each))).toEqual(before.split('\n').filter((each) => !own(each)));
    }),
  );
});
