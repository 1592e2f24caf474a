import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { temporaryDirectory } from '../support/temporary-directory.ts';
import { writeFiles } from '../support/write-files.ts';

const programs = fileURLToPath(new URL('../../playbooks/roles/exporter/files/nginx.mtail', import.meta.url));
const directory = temporaryDirectory();

test('mtail counts each line of nginx once, puts every time into a bucket, and takes no label that a client makes up', () => {
  const lines = [
    '192.0.2.1 www "GET -" 200 0.000 - 10',
    '192.0.2.1 www "GET -" 200 0.003 0.002 10',
    '192.0.2.1 www "OTHER -" 405 0.007 - 10',
    '192.0.2.1 www "MADE_UP -" 405 0.007 - 10',
    '2001:db8::1 www "POST -" 502 22.0 1.0 10',
    'rubbish',
  ];
  writeFiles(directory, { 'metrics.log': `${lines.join('\n')}\n` });
  const words = ['--one_shot', '--one_shot_format=prometheus', '--emit_prog_label=false'];
  const output = execFileSync('mtail', ['--progs', programs, '--logs', join(directory, 'metrics.log'), ...words], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const found = output
    .split('\n')
    .filter((line) => !line.startsWith('#') && !/_bucket.*le="(?!0\.005|\+Inf)|_sum/.test(line));
  expect(found.filter((line) => line !== '').toSorted()).toEqual([
    'nginx_http_request_duration_seconds_bucket{vhost="www",le="+Inf"} 5',
    'nginx_http_request_duration_seconds_bucket{vhost="www",le="0.005"} 2',
    'nginx_http_request_duration_seconds_count{vhost="www"} 5',
    'nginx_http_requests_by_status_total{method="GET",status="200",vhost="www"} 2',
    'nginx_http_requests_by_status_total{method="OTHER",status="405",vhost="www"} 2',
    'nginx_http_requests_by_status_total{method="POST",status="502",vhost="www"} 1',
    'nginx_http_response_bytes_total{vhost="www"} 50',
    'nginx_log_lines_total 6',
    'nginx_log_unread_lines_total 1',
  ]);
});
