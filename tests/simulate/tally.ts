/** Counting how often something happens, of how often it could have. */
export class Tally {
  hits = 0;
  of = 0;

  add(isHit: boolean): void {
    this.of++;
    if (isHit) this.hits++;
  }

  /** Not a number when it could not happen. */
  get share(): number {
    return this.hits / this.of;
  }
}
