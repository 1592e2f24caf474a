<?php

declare(strict_types=1);

/** Notes in the database: written where writes are accepted, read wherever they can be. */
final class Notes
{
    /** @param array{server: string, write: int, read: int, database: string, account: string, trust: string, patience: int} $settings */
    public function __construct(
        private readonly array $settings,
        #[SensitiveParameter] private readonly string $password,
    ) {
    }

    /**
     * Keeps a note under a name that its author has made up, so that who says it twice, because no answer came, says it once.
     * @return bool false when another text has that name
     */
    public function save(string $id, string $text, string $host): bool
    {
        return $this->patiently('write', function (PDO $database) use ($id, $text, $host): bool {
            try {
                $insert = $database->prepare('INSERT INTO notes (id, text, written_by) VALUES (?, ?, ?)');
                return $insert->execute([$id, $text, $host]);
            } catch (PDOException $error) {
                if (($error->errorInfo[1] ?? 0) !== self::DUPLICATE) {
                    throw $error;
                }
                return ($this->find($database, $id)['text'] ?? null) === $text;
            }
        });
    }

    /** A server that does not have it may only be late: the one that accepts writes has the last word. */
    public function get(string $id): ?array
    {
        $find = fn (PDO $database): ?array => $this->find($database, $id);
        return $this->patiently('read', $find) ?? $this->patiently('write', $find);
    }

    /** @return list<array{id: string, text: string, written_by: string, read_from: string}> */
    public function latest(): array
    {
        $newest = self::COLUMNS . ' ORDER BY written_at DESC LIMIT 20';
        return $this->patiently('read', fn (PDO $database): array => $database->query($newest)->fetchAll());
    }

    private function find(PDO $database, string $id): ?array
    {
        $select = $database->prepare(self::COLUMNS . ' WHERE id = ?');
        $select->execute([$id]);
        return $select->fetch() ?: null;
    }

    /** While another server becomes the one that accepts writes, connections end and writes are refused: that passes. */
    private function patiently(string $way, callable $work): mixed
    {
        $end = microtime(true) + $this->settings['patience'];
        while (true) {
            try {
                return $work($this->connect($this->settings[$way]));
            } catch (PDOException $error) {
                $code = (int) ($error->errorInfo[1] ?? $error->getCode());
                $passes = ($code >= 2000 && $code < 3000) || in_array($code, self::PASSING, true);
                if (!$passes || microtime(true) >= $end) {
                    throw $error;
                }
                usleep(200_000);
            }
        }
    }

    /** Over TLS, with a server whose certificate has the name by which it was called. */
    private function connect(int $port): PDO
    {
        ['server' => $server, 'database' => $database] = $this->settings;
        return new PDO("mysql:host=$server;port=$port;dbname=$database;charset=utf8mb4", $this->settings['account'], $this->password, [
            PDO::ATTR_ERRMODE => PDO::ERRMODE_EXCEPTION,
            PDO::ATTR_DEFAULT_FETCH_MODE => PDO::FETCH_ASSOC,
            PDO::ATTR_EMULATE_PREPARES => false,
            PDO::ATTR_TIMEOUT => 3,
            PDO::MYSQL_ATTR_SSL_CA => $this->settings['trust'],
            PDO::MYSQL_ATTR_SSL_VERIFY_SERVER_CERT => true,
        ]);
    }

    private const COLUMNS = 'SELECT id, text, written_by, @@hostname AS read_from FROM notes';

    private const DUPLICATE = 1062;

    /** Not ready, shutting down, deadlock, read-only (by option, by mode), killed. Those of the client itself begin at 2000. */
    private const PASSING = [1047, 1053, 1213, 1290, 1836, 1927, 3100];
}
