-- What happens to partners and people is named after partners, as their folder is, and the log is called the log.
UPDATE audit SET action = new.action
FROM (VALUES
  ('networks.partnerAdded', 'partners.added'),
  ('networks.partnerChanged', 'partners.changed'),
  ('networks.partnerArchived', 'partners.archived'),
  ('networks.partnerReturned', 'partners.returned'),
  ('networks.partnersMerged', 'partners.merged'),
  ('networks.personAdded', 'partners.personAdded'),
  ('networks.personChanged', 'partners.personChanged'),
  ('networks.personArchived', 'partners.personArchived'),
  ('networks.personReturned', 'partners.personReturned'),
  ('networks.addressFails', 'partners.addressFails'),
  ('networks.addressWorks', 'partners.addressWorks'),
  ('networks.mailWanted', 'partners.mailWanted'),
  ('networks.listChecked', 'partners.listChecked'),
  ('networks.listStored', 'partners.listStored'),
  ('desk.auditDownloaded', 'desk.logDownloaded')
) AS new (old, action)
WHERE audit.action = new.old;
