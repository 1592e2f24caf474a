<?php

declare(strict_types=1);

/**
 * The notes for people.
 * @param list<array{id: string, text: string, written_by: string, read_from: string}> $notes
 */
function page(array $notes, string $host): string
{
    $quote = fn (string $text): string => htmlspecialchars($text, ENT_QUOTES | ENT_SUBSTITUTE, 'UTF-8');
    $items = implode("\n", array_map(
        fn (array $note): string => "<li>{$quote($note['text'])} <small>{$quote($note['written_by'])}, {$quote($note['read_from'])}</small>",
        $notes,
    ));
    $id = bin2hex(random_bytes(16));
    return <<<HTML
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <title>Notes</title>
        <h1>Notes</h1>
        <form method="post" action="/notes">
        <input type="hidden" name="id" value="$id">
        <input name="text" maxlength="1000" required autofocus aria-label="A note">
        <button>Keep</button>
        </form>
        <ul>
        $items
        </ul>
        <p><small>{$quote($host)}</small></p>

        HTML;
}
