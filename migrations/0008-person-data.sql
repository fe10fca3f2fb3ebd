-- What a person may ask about its own data has a folder of its own, and the log names its actions after it. Consents
-- that are taken back are one action: the line tells whether the person or somebody at the desk did it.
UPDATE audit SET action = new.action
FROM (VALUES
  ('privacy.consentsWithdrawn', 'personData.consentsWithdrawn'),
  ('privacy.consentsWithdrawnBySelf', 'personData.consentsWithdrawn'),
  ('privacy.dataLinkSent', 'personData.dataLinkSent'),
  ('privacy.erased', 'personData.erased'),
  ('privacy.cleanedUp', 'personData.cleanedUp'),
  -- Pressed at a mail or at the person, it is the same.
  ('outbox.addressFails', 'networks.addressFails')
) AS new (old, action)
WHERE audit.action = new.old;
