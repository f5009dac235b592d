/** A wait that can be cut short. */
export class Pause {
  private wake: () => void = () => undefined;

  /** Ends after so many milliseconds, or when {@link end} is called meanwhile. */
  for(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  /** Ends the wait that is under way, if there is one. */
  end(): void {
    this.wake();
  }
}
