<?php

declare(strict_types=1);

require __DIR__ . '/../notes.php';
require __DIR__ . '/../page.php';

const PLACE = '/etc/demo-application';

$host = (string) gethostname();
header_remove('X-Powered-By');
header('X-Content-Type-Options: nosniff');
header("Content-Security-Policy: default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
header('Cache-Control: no-store');
header("X-Answered-By: $host");
try {
    $settings = json_decode((string) file_get_contents(PLACE . '/settings.json'), true, 8, JSON_THROW_ON_ERROR);
    answer(new Notes($settings, (string) file_get_contents(PLACE . '/password')), $host);
} catch (PDOException $error) {
    error_log('the database: ' . $error->getMessage());
    header('Retry-After: 5');
    say(503, ['error' => 'the database does not answer']);
}

function answer(Notes $notes, string $host): void
{
    $path = (string) parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
    $method = $_SERVER['REQUEST_METHOD'];
    $asked = ($method === 'HEAD' ? 'GET' : $method) . " $path";
    if ($asked === 'GET /') {
        header('Content-Type: text/html; charset=utf-8');
        echo page($notes->latest(), $host);
    } elseif ($asked === 'POST /notes') {
        keep($notes, $_POST['id'] ?? '', $_POST['text'] ?? '', $host);
    } elseif (preg_match('~^GET /notes/([A-Za-z0-9-]{1,64})$~D', $asked, $parts) === 1) {
        $note = $notes->get($parts[1]);
        say($note === null ? 404 : 200, ($note ?? ['error' => 'there is no such note']) + ['answered_by' => $host]);
    } else {
        say(404, ['error' => 'there is nothing here']);
    }
}

function keep(Notes $notes, mixed $id, mixed $text, string $host): void
{
    $right = is_string($id) && preg_match('~^[A-Za-z0-9-]{1,64}$~D', $id) === 1
        && is_string($text) && preg_match('~^.{1,1000}$~suD', $text) === 1;
    if (!$right) {
        say(400, ['error' => 'a note has an id of letters, digits and hyphens, and a text of at most 1000 characters']);
    } elseif (!$notes->save($id, $text, $host)) {
        say(409, ['error' => 'another note has this id']);
    } elseif (str_contains($_SERVER['HTTP_ACCEPT'] ?? '', 'text/html')) {
        header('Location: /', true, 303);
    } else {
        say(201, ['id' => $id, 'written_by' => $host]);
    }
}

function say(int $status, array $what): void
{
    http_response_code($status);
    header('Content-Type: application/json');
    echo json_encode($what, JSON_THROW_ON_ERROR), "\n";
}
