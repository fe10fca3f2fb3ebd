-- Two people of one partner may read one mailbox.
DROP INDEX person_partner_id_lower_idx;
CREATE INDEX ON person (partner_id, lower(email));
