/**
 * `npm start`: the server on its database, until it is told to stop. Everything else is loaded after the first line, so
 * that a signal is heard meanwhile.
 */
import './stop-signals.ts';

await import('./run-server.ts');
