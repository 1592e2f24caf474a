const password = 'a-password-for-the-drill';
const keys = '/etc/redis/tls';

/** Where sessions and uploads of all web hosts lie: on store1, over TLS. */
export const storeServices = `    - {name: sessions, on: store, port: 6379, from: web, tls: terminate}
    - {name: uploads, on: store, port: 8443, from: web, tls: terminate}
`;
export const storedSessions = `tls://store1:6379?auth=${password}`;
export const storedUploads = 'https://store1:8443/uploads';

export const storePlaybook = `- name: a store for what web hosts must not keep
  hosts: store
  become: true
  tasks:
    - package: {name: [redis-server, nginx-light]}
    - directory: {path: ${keys}, owner: redis, group: redis, mode: "0750"}
    - copy: {src: "{{ ca_directory }}/ca.crt", dest: ${keys}/ca.crt, mode: "0644"}
    - certificate:
        path: ${keys}/server.crt
        key: ${keys}/server.key
        names: "{{ list inventory_hostname ansible_host }}"
        authority: "{{ ca_directory }}"
        owner: redis
        group: redis
      notify: [redis anew, nginx anew]
    - copy:
        dest: /etc/redis/redis.conf
        group: redis
        mode: "0640"
        content: |
          bind 0.0.0.0
          port 0
          tls-port 6379
          tls-cert-file ${keys}/server.crt
          tls-key-file ${keys}/server.key
          tls-ca-cert-file ${keys}/ca.crt
          tls-auth-clients no
          requirepass ${password}
          dir /var/lib/redis
          pidfile /run/redis/redis-server.pid
      notify: redis anew
    - directory: {path: /srv/store/uploads, owner: www-data, mode: "0750"}
    - copy:
        dest: /etc/nginx/conf.d/store.conf
        content: |
          server {
              listen 8443 ssl;
              server_name store1;
              ssl_certificate ${keys}/server.crt;
              ssl_certificate_key ${keys}/server.key;
              location /uploads/ {
                  root /srv/store;
                  dav_methods PUT;
              }
          }
      notify: nginx anew
  handlers:
    - name: redis anew
      service: {name: redis-server, state: restarted}
    - name: nginx anew
      service: {name: nginx, state: restarted}
`;
