/**
 * Every place that a secret can take in a project: tasks by the name of their place, with `§` for the name of the variable that
 * holds the secret of this place, and `~` for a directory of the host. Each place has a secret of its own, so that a leak says where it is.
 */
export const positions: Readonly<Record<string, string>> = {
  variable: `
- debug: {msg: "it is {{ § }}"}`,
  task_name: `
- name: "tell {{ § }}"
  debug: {msg: x}`,
  play_variable: `
- debug: {msg: "{{ of_play }}"}
  vars: {of_play: "[{{ § }}]"}`,
  condition: `
- debug: {msg: "{{ § }}"}
  when: '§ == "x" or § | int > 1'`,
  loop_item: `
- debug: {msg: "{{ item }}"}
  loop: ["{{ § }}", "b"]`,
  loop_item_map: `
- debug: {msg: "{{ item.password }}"}
  loop: [{name: a, password: "{{ § }}"}]`,
  loop_label: `
- debug: {msg: x}
  loop: [1]
  loop_control: {label: "the {{ § }}"}`,
  set_fact: `
- set_fact: {kept: "{{ § }}"}
- debug: {var: kept}`,
  template: `
- template: {src: it.hbs, dest: "~/template", mode: "0600"}
  vars: {it: "{{ § }}"}`,
  file_content: `
- copy: {content: "password={{ § }}\\n", dest: "~/content", mode: "0600"}`,
  file_content_before: `
- copy: {content: "password={{ § }}\\n", dest: "~/before", mode: "0600"}
- copy: {content: "password=another\\n", dest: "~/before", mode: "0600", backup: true}`,
  file_in_base64: `
- copy: {content: "x{{ b64encode § }}y{{ b64encode (concat 'a' §) }}\\n", dest: "~/base64", mode: "0600"}`,
  file_refused: `
- copy: {content: "password={{ § }}\\n", dest: "~/refused", mode: "0600", validate: "cat %s; false"}
  ignore_errors: true`,
  line: `
- copy: {content: "password=x\\n", dest: "~/line", mode: "0600"}
- lineinfile: {path: "~/line", regexp: "^password", line: "password={{ § }}"}`,
  line_expression: `
- lineinfile: {path: "~/line", regexp: "^{{ § }}", line: "other"}`,
  block: `
- blockinfile: {path: "~/block", block: "password={{ § }}", create: true, mode: "0600"}`,
  ini: `
- ini_file: {path: "~/ini", section: a, option: password, value: "{{ § }}", create: true, mode: "0600"}`,
  json: `
- json_file: {path: "~/json", create: true, merge: {a.password: "{{ § }}"}, mode: "0600"}`,
  yaml: `
- yaml_file: {path: "~/yaml", create: true, merge: {a.password: "{{ § }}"}, mode: "0600"}`,
  replaced: `
- copy: {content: "password=x\\n", dest: "~/replaced", mode: "0600"}
- replace: {path: "~/replaced", regexp: "=x", replace: "={{ § }}"}`,
  searched: `
- find: {paths: "~/", contains: "{{ § }}"}`,
  argument: `
- command: {cmd: "~/own-program {{ § }}", always: true}`,
  shell: `
- shell: {cmd: "sleep 0.1; printf '%s' '{{ § }}' >~/shell; sleep 0.1", always: true}`,
  guard: `
- shell: {cmd: "true", unless: "test -n '{{ § }}' && false"}`,
  script: `
- script: {src: own-script, args: ["{{ § }}"], always: true}`,
  standard_input: `
- command: {cmd: "sh -c 'cat; sleep 0.1'", stdin: "{{ § }}", always: true}`,
  environment: `
- command: {cmd: "~/own-program", always: true}
  environment: {TOKEN: "{{ § }}"}`,
  environment_of_resource: `
- copy: {content: x, dest: "~/in-environment", mode: "0600"}
  environment: {TOKEN: "{{ § }}"}`,
  failing_stdout: `
- shell: {cmd: "echo 'a {{ § }} b'; exit 3", always: true}
  ignore_errors: true`,
  failing_stderr: `
- shell: {cmd: "echo 'a {{ § }} b' >&2; exit 3", always: true}
  ignore_errors: true`,
  long_output: `
- shell: {cmd: "head -c 3000 /dev/zero | tr '\\\\0' x; cat; head -c 3985 /dev/zero | tr '\\\\0' y; exit 3", stdin: "{{ § }}", stdin_add_newline: false, always: true}
  ignore_errors: true`,
  slow_output: `
- shell: {cmd: "read -r it; printf %.9s \\"$it\\"; sleep 0.7; echo \\"$it\\" | cut -c10-; sleep 0.6", stdin: "{{ § }}", always: true}`,
  output_in_base64: `
- shell: {cmd: "cat >~/k; cat ~/k | base64; { printf a; cat ~/k; } | base64 -w 0; { printf ab; cat ~/k; } | base64; exit 3", stdin: "{{ § }}", stdin_add_newline: false, always: true}
  ignore_errors: true`,
  output_in_wrapped_base64: `
- shell: {cmd: "cat >~/k; for n in 40 48 50; do { head -c $n /dev/zero; cat ~/k; head -c 99 /dev/zero; } | base64; done; exit 3", stdin: "{{ § }}", stdin_add_newline: false, always: true}
  ignore_errors: true
  register: wrapped
- debug: {var: wrapped}`,
  output_in_json: `
- shell: {cmd: "cat", stdin: "{{ to_json § }}", always: true}
  register: in_json
- debug: {msg: "{{ in_json.stdout }}"}`,
  register: `
- shell: {cmd: "cat", stdin: "{{ § }}", always: true}
  register: said
- debug: {var: said}
- debug: {msg: "{{ said.stdout }}"}`,
  failed_when: `
- shell: {cmd: "cat", stdin: "{{ § }}", always: true}
  register: judged
  failed_when: judged.stdout == §
  ignore_errors: true`,
  until: `
- shell: {cmd: "cat", stdin: "{{ § }}", always: true}
  register: tried
  until: tried.stdout == "x"
  retries: 1
  delay: 0
  ignore_errors: true`,
  assert: `
- assert: {that: ["§ == 'x'"], fail_msg: "it was {{ § }}"}
  ignore_errors: true
- assert: {that: ["§ != 'x'"], success_msg: "it was {{ § }}"}`,
  fail: `
- assert: {that: ["1 == 2"], fail_msg: "because of {{ § }}"}
  ignore_errors: true`,
  rescue: `
- block:
    - assert: {that: ["1 == 2"], fail_msg: "because of {{ § }}"}
  rescue:
    - debug: {msg: "{{ ansible_failed_result.msg }}"}
    - debug: {var: ansible_failed_task}`,
  delegate: `
- copy: {content: "{{ § }}", dest: "~/delegated", mode: "0600"}
  delegate_to: two`,
  run_once: `
- debug: {msg: "{{ § }}"}
  run_once: true`,
  async: `
- shell: {cmd: "cat; echo '{{ § }}'; sleep 0.1", stdin: "{{ § }}", always: true}
  async: 20
  poll: 0.1
  register: of_job
- debug: {var: of_job}`,
  job_left_alone: `
- shell: {cmd: "cat; echo '{{ § }}' >~/job", stdin: "{{ § }}", always: true}
  async: 20
  poll: 0
  register: job
- async_status: {jid: "{{ job.ansible_job_id }}"}
  register: done
  until: done.finished == 1
  retries: 40
  delay: 0.1
- debug: {var: done}`,
  role_argument: `
- import_role: {name: shown}
  vars: {shown_password: "{{ § }}"}`,
  template_error: `
- template: {src: broken.hbs, dest: "~/never", mode: "0600"}
  vars: {it: "{{ § }}"}
  ignore_errors: true
- debug: {msg: "{{ from_json § }}"}
  ignore_errors: true
- debug: {msg: "{{ § }}"}
  when: '§'
  ignore_errors: true`,
  wrong_argument: `
- copy: {content: x, dest: "{{ § }}", mode: "0600"}
  ignore_errors: true
- copy: {content: x, dest: "~/x", mode: "{{ § }}"}
  ignore_errors: true`,
  uri_header: `
- uri: {url: "WEB/echo", headers: {Authorization: "Bearer {{ § }}"}, return_content: true}
  register: answer
- debug: {var: answer}
- uri: {url: "WEB/refuse", headers: {Authorization: "Bearer {{ § }}"}, return_content: true}
  ignore_errors: true`,
  uri_basic: `
- uri: {url: "WEB/echo", headers: {Authorization: "Basic {{ b64encode (concat 'anna:' §) }}"}, return_content: true}
  register: basic
- debug: {var: basic}`,
  uri_body: `
- uri: {url: "WEB/echo", method: POST, body_format: json, body: {password: "{{ § }}"}, return_content: true}
  register: posted
- debug: {var: posted}`,
  get_url_header: `
- get_url: {url: "WEB/echo", dest: "~/got", headers: {Authorization: "Bearer {{ § }}"}, mode: "0600"}
- get_url: {url: "WEB/refuse", dest: "~/got2", headers: {Authorization: "Bearer {{ § }}"}, mode: "0600"}
  ignore_errors: true`,
  get_url_password: `
- get_url: {url: "WEB/echo", dest: "~/got3", url_username: anna, url_password: "{{ § }}", mode: "0600"}`,
  url: `
- get_url: {url: "WEB/echo?token={{ § }}", dest: "~/got4", mode: "0600"}
- uri: {url: "WEB/refuse?token={{ § }}"}
  ignore_errors: true`,
  git: `
- git: {repo: "http://anna:{{ § }}@127.0.0.1/x.git", dest: "~/checkout", version: v1}
  ignore_errors: true`,
  handler: `
- copy: {content: x, dest: "~/notifies", mode: "0600"}
  notify: tell it`,
};
