/**
 * An error that nobody caught leaves the process in a state that nobody knows: it is written down and the process ends,
 * for the supervisor to start another one. Work in hand is given to others when its lease ends.
 */
export function endOnUnknownFault(
  write: (error: unknown, what: string) => void,
  host: Pick<NodeJS.Process, 'on' | 'exit'> = process,
): void {
  const end = (what: string) => (error: unknown) => {
    try {
      write(error, what);
    } finally {
      host.exit(1);
    }
  };
  host.on('uncaughtException', end('an error was not caught: this process ends'));
  host.on('unhandledRejection', end('a rejection was not handled: this process ends'));
}
