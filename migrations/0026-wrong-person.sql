-- Who gets the mail: somebody else instead, a code on the letter that can be typed, and a lost link sent again.

-- 'I am not the right person', from behind a personal link, until the coordinator agrees or puts it aside.
CREATE TABLE contact_proposal (
  invitation_id bigint PRIMARY KEY REFERENCES invitation,
  -- The colleague; both empty: it is only said that this is not the right person.
  name          text NOT NULL,
  email         text NOT NULL,
  CHECK ((name = '') = (email = ''))
);

-- What is stored of the code on the letter (`server/rounds/letters/letter-code.ts`); null: there is none.
ALTER TABLE invitation ADD COLUMN code_hash bytea UNIQUE;

ALTER TABLE mail
  DROP CONSTRAINT mail_kind_check,
  ADD CONSTRAINT mail_kind_check CHECK (kind IN
    ('invitation', 'reminder', 'sign-in', 'account', 'personal-data', 'mirror', 'result', 'agreement', 'agreement-reminder',
     'digest', 'lost-link'));
