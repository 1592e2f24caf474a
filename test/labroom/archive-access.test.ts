import { describe, expect, test } from '@jest/globals';
import { archiveSettings, debianSources } from '../../src/lab/archive-access.ts';

describe('debianSources', () => {
  test('only Debian’s own sources are taken over, each once, for the wanted release', () => {
    const targets = [
      'http://mirror.example/debian/|trixie|Debian|main',
      'http://mirror.example/debian/|trixie|Debian|main',
      'http://mirror.example/debian/|trixie|Debian|contrib',
      'http://mirror.example/debian/|trixie-updates|Debian|main',
      'http://mirror.example/debian-security/|trixie-security|Debian|main',
      'http://mirror.example/debian/|trixie-backports|Debian|main',
      'https://tools.example/apt/|trixie|Tools Ltd|main',
      '',
    ].join('\n');
    expect(debianSources('bookworm', targets)).toBe(
      [
        'deb http://mirror.example/debian/ bookworm main\n',
        'deb http://mirror.example/debian/ bookworm-updates main\n',
        'deb http://mirror.example/debian-security/ bookworm-security main\n',
      ].join(''),
    );
  });

  test('before the first update the address tells', () => {
    const targets = 'http://a.example/debian/|bookworm||main\nhttp://b.example/apt|bookworm||main';
    expect(debianSources('bookworm', targets)).toBe('deb http://a.example/debian/ bookworm main\n');
  });

  test('sources that the hosts could not read are left out', () => {
    expect(debianSources('bookworm', 'file:/srv/debian/|bookworm|Debian|main')).toBe('');
    expect(debianSources('bookworm', '')).toBe('');
  });
});

describe('archiveSettings', () => {
  test('proxies and checks are kept, the rest is the controller’s own business', () => {
    const configuration = [
      'Acquire::cdrom::mount "/media/cdrom/";',
      'Acquire::http::Proxy "http://proxy.example:3128";',
      'Acquire::Check-Valid-Until "false";',
      'Acquire::Languages "none";',
    ].join('\n');
    expect(archiveSettings(configuration, {})).toBe(
      'Acquire::http::Proxy "http://proxy.example:3128";\nAcquire::Check-Valid-Until "false";\n',
    );
  });

  test('the environment’s proxies count where apt names none', () => {
    const environment = { http_proxy: 'http://env.example:1', https_proxy: 'http://env.example:2' };
    expect(archiveSettings('Acquire::http::Proxy "http://apt.example:3";', environment)).toBe(
      'Acquire::http::Proxy "http://apt.example:3";\nAcquire::https::Proxy "http://env.example:2";\n',
    );
    expect(archiveSettings('', { http_proxy: 'x"; evil "' })).toBe('');
  });
});
