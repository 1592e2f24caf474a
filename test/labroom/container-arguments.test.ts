import { expect, test } from '@jest/globals';
import { runArguments } from '../../src/lab/container-arguments.ts';

const request = {
  lab: 'site-1a2b3c',
  network: 'rackwright-site-1a2b3c',
  host: { name: 'web1', address: '198.18.10.11' },
  image: 'localhost/rackwright-lab:bookworm-abc',
  recipe: 'abc',
  machine: ['--ulimit', 'nofile=20000:20000'],
};

test('a container carries its lab in its name and labels, so that labs on one machine stay apart', () => {
  const words = runArguments({ ...request, engine: 'podman' });
  expect(words).toEqual(
    expect.arrayContaining([
      'rackwright-site-1a2b3c-web1',
      'rackwright.lab=site-1a2b3c',
      'rackwright.host=web1',
      'rackwright.address=198.18.10.11',
      'rackwright.recipe=abc',
      'nofile=20000:20000',
      '02:00:c6:12:0a:0b',
    ]),
  );
  expect(words.slice(-2)).toEqual([request.image, '/usr/local/sbin/lab-init']);
});

test('no host can reach the controller’s clock, modules or limits', () => {
  for (const engine of ['podman', 'docker'] as const) {
    const words = runArguments({ ...request, engine });
    for (const capability of ['SYS_TIME', 'SYS_MODULE', 'SYS_RESOURCE', 'ALL']) expect(words).not.toContain(capability);
    expect(words).not.toContain('--privileged');
  }
});
