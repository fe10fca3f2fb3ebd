/**
 * Until when a network keeps what belongs to a round: as long as that round promised, or shorter when it says so today. For
 * a statement with `round` and its `network` in it; null while the closing is not stored.
 */
export const keptUntil = `round.closed_at + make_interval(
  months => least(network.keep_months, (round.privacy ->> 'keepMonths')::integer)
)`;
