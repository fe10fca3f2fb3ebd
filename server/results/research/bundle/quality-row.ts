/** A row of the table of quality: what was measured, of what, and the figures that there are. */

interface Figures {
  value?: number;
  count?: number;
  of?: number;
  share?: number;
  low?: number;
  high?: number;
  withheld?: string;
}
export type QualityRow = [measure: string, id: string, figures: Figures];
