import { labLogin } from '../support/lab-login.ts';

/** The site of the drill: every kind of entry that a topology can have, on five hosts; `out1` is nobody’s friend. */
export const portsInventory = (network: string): string => `all:
  vars:
${labLogin}
  children:
    lb:
      hosts:
        lb1: {ansible_host: ${network}.11}
    web:
      hosts:
        web1: {ansible_host: ${network}.21}
    db:
      hosts:
        db1: {ansible_host: ${network}.31}
    mon:
      hosts:
        mon1: {ansible_host: ${network}.41}
    outside:
      hosts:
        out1: {ansible_host: ${network}.51}
`;

/** @param network first three numbers; its `.1` is the controller */
export const portsVariables = (network: string): string => `topology:
  zones:
    controller: ${network}.1
  services:
    - {name: ssh, on: all, port: ssh, from: [controller, mon]}
    - {name: https, on: lb, ports: [80, 443], from: any, tls: terminate, to: app}
    - {name: app, on: web, port: 443, from: lb, tls: re-encrypt}
    - {name: admin, on: web, port: "8000:8010", from: [mon, "fd80::/64"]}
    - {name: mysql, on: db, port: 3306, from: web, tls: mutual}
    - {name: galera, on: db, port: 4567, proto: [tcp, udp], from: [db, web]}
    - {name: metrics, on: all, port: 9100, from: mon}
    - {name: dns, on: mon, port: 53, proto: [udp, tcp], from: all}
    - {name: syslog, on: mon, port: 514, proto: udp, from: [lb, web, db]}
    - {name: limited, on: out1, port: 2200, from: mon1, limit: 6/30s}
host_addresses: ["{{ ansible_host }}", "fd80::{{ ansible_host }}"]
firewall_backend: auto
`;

/** Gives every host its address of IPv6, also after a boot, and its firewall. */
export const portsPlaybook = `- name: ports
  hosts: all
  become: true
  gather_facts: false
  tasks:
    - name: an address of IPv6 comes with every boot
      copy:
        dest: /etc/systemd/system/address.service
        content: |
          [Unit]
          DefaultDependencies=no
          After=local-fs.target rackwright-firewall.service ufw.service
          Before=ssh.service
          [Service]
          Type=oneshot
          RemainAfterExit=yes
          ExecStart=/bin/sh -c 'echo 0 >/proc/sys/net/ipv6/conf/eth0/disable_ipv6; ip -6 address replace {{ host_addresses.[1] }}/64 dev eth0 nodad'
          [Install]
          WantedBy=sysinit.target
      register: unit

    - name: it is there
      systemd: {name: address.service, enabled: true, state: started, daemon_reload: true}

    - name: the firewall follows from the topology
      import_role: {name: firewall}
`;
