-- A small ledger as schema 1 holds it: sqlite3's .dump of a file that vendorscore 0.1 wrote. Never changes.
PRAGMA page_size = 8192;
PRAGMA application_id = 1448297292;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('evidence','0.25,0.5,1.0,2.0,4.0,1.5,0.5,6.0');
CREATE TABLE vendor (
  number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 1000)) STRICT;
INSERT INTO vendor VALUES(1,'northwind');
INSERT INTO vendor VALUES(2,'parcelo');
CREATE TABLE source (
  number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE CHECK (length(name) BETWEEN 1 AND 1000)) STRICT;
INSERT INTO source VALUES(1,'incidents-csv');
CREATE TABLE change (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  action TEXT NOT NULL CHECK (length(action) BETWEEN 1 AND 100),
  summary TEXT NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL,
  undoes INTEGER UNIQUE REFERENCES change CHECK (undoes < number),
  first_incident INTEGER, last_incident INTEGER,
  digest INTEGER NOT NULL, chain INTEGER NOT NULL,
  CHECK ((first_incident IS NULL) = (last_incident IS NULL))) STRICT;
INSERT INTO change VALUES(1,'recorded','#1 northwind bad, severity 4','',1789985700,NULL,1,1,-7769915547441517874,7819395513951058371);
INSERT INTO change VALUES(2,'recorded','#2 parcelo good','',1789985700,NULL,2,2,573362628883240691,-7731817056130912423);
INSERT INTO change VALUES(3,'recorded','#3 northwind bad, severity 2','',1789985700,NULL,3,3,99720343657770478,-5236313615222575913);
INSERT INTO change VALUES(4,'edited','#1 northwind bad, severity 5','',1789985700,NULL,NULL,NULL,408531204784468203,-361059560690975556);
INSERT INTO change VALUES(5,'resolved','#3 northwind bad, severity 2','',1789985700,NULL,NULL,NULL,-2982453520258856153,1877578000823029947);
INSERT INTO change VALUES(6,'recorded','#4 parcelo bad, severity 1','',1789985700,NULL,4,4,5004593476546026591,-7012801578515868012);
INSERT INTO change VALUES(7,'retracted','#4 parcelo bad, severity 1','',1789985700,NULL,NULL,NULL,-6479871461458386947,7971660355084440940);
INSERT INTO change VALUES(8,'volume','420 orders in 2026-08','',1789985700,NULL,NULL,NULL,5315267215610223155,5921092107932368897);
INSERT INTO change VALUES(9,'volume','410 orders in 2026-08','',1789985700,NULL,NULL,NULL,956543270501069258,-4312552373838884927);
INSERT INTO change VALUES(10,'check-in','nothing happened on 2026-09-17','',1789985700,NULL,NULL,NULL,6587112122100123641,-1155347120352575351);
INSERT INTO change VALUES(11,'imported','desk.csv: 2 new','',1789985700,NULL,5,6,1338816111644532101,7566150202302676933);
INSERT INTO change VALUES(12,'recorded','#7 northwind bad, severity 3','',1789985700,NULL,7,7,-8432178154774154495,-3173212241686046334);
INSERT INTO change VALUES(13,'recorded','#8 parcelo bad, severity 1','',1789985700,NULL,8,8,-8146962398278703633,-9165797979390281073);
INSERT INTO change VALUES(14,'undone','recorded: #8 parcelo bad, severity 1','',1789985700,13,NULL,NULL,-4391146554064790733,-3794688942477433570);
CREATE TABLE volume (
  number INTEGER PRIMARY KEY, change INTEGER NOT NULL, vendor INTEGER REFERENCES vendor,
  from_day INTEGER NOT NULL CHECK (from_day BETWEEN -719162 AND 2932896),
  to_day INTEGER NOT NULL CHECK (to_day BETWEEN -719162 AND 2932896),
  orders INTEGER CHECK (orders BETWEEN 0 AND 1000000000),
  checksum INTEGER NOT NULL, CHECK (from_day < to_day)) STRICT;
INSERT INTO volume VALUES(1,8,NULL,20666,20697,420,5315267215610223155);
INSERT INTO volume VALUES(2,9,NULL,20666,20697,410,956543270501069258);
CREATE TABLE check_in (
  number INTEGER PRIMARY KEY, change INTEGER NOT NULL,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  withdrawn INTEGER NOT NULL CHECK (withdrawn IN (0, 1)), checksum INTEGER NOT NULL) STRICT;
INSERT INTO check_in VALUES(1,10,20713,0,6587112122100123641);
CREATE TABLE evidence (
  vendor INTEGER NOT NULL REFERENCES vendor, month INTEGER NOT NULL, cells BLOB NOT NULL,
  PRIMARY KEY (vendor, month)) STRICT;
INSERT INTO evidence VALUES(1,24320,X'fa0d01029875c0f4a46bba080102904e80c2d72fba040101c41390bcfd02de01010201c0b80280a0f8fa05');
INSERT INTO evidence VALUES(2,24320,X'a1100101a10b0101');
CREATE TABLE incident (
  id INTEGER PRIMARY KEY CHECK (id > 0),  revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 4),
  vendor INTEGER NOT NULL REFERENCES vendor,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
  resolved INTEGER CHECK (resolved IN (0, 1)), mitigated INTEGER CHECK (mitigated IN (0, 1)),
  attribution INTEGER NOT NULL CHECK (attribution BETWEEN 0 AND 3),
  hold_minutes INTEGER CHECK (hold_minutes BETWEEN 0 AND 100000),
  hours_to_resolve REAL CHECK (hours_to_resolve BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
  channel TEXT NOT NULL,
  summary TEXT NOT NULL CHECK (length(summary) <= 10000),
  source INTEGER, source_id TEXT,
  key_high INTEGER, key_low INTEGER,
  details TEXT CHECK (details IS NULL OR length(details) BETWEEN 2 AND 400),
  outage_of INTEGER CHECK (outage_of IS NULL OR outage_of BETWEEN 1 AND id),
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)), checksum INTEGER NOT NULL,
  CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
  CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id))) STRICT;
INSERT INTO incident VALUES(1,2,4,1789985700,0,1,20716,5,0,NULL,NULL,0,40,NULL,30000,'phone','Parcel lost, 40 min hold',NULL,NULL,NULL,NULL,NULL,NULL,0,408531204784468203);
INSERT INTO incident VALUES(2,1,2,1789985700,0,2,20715,NULL,3,NULL,NULL,0,NULL,NULL,NULL,'','Courier called ahead – très bien',NULL,NULL,NULL,NULL,NULL,NULL,0,573362628883240691);
INSERT INTO incident VALUES(3,2,5,1789985700,0,1,20714,2,5,1,1,0,NULL,NULL,NULL,'','Label misprinted (holiday week)',NULL,NULL,NULL,NULL,NULL,NULL,0,-2982453520258856153);
INSERT INTO incident VALUES(4,2,7,1789985700,1,2,20717,1,5,NULL,NULL,0,NULL,NULL,NULL,'','Never happened',NULL,NULL,NULL,NULL,NULL,NULL,0,-6479871461458386947);
INSERT INTO incident VALUES(5,1,11,1789985700,0,1,20706,3,1,0,NULL,0,NULL,12.5,NULL,'','No answer, twice',1,'T-1',2773182270670694211,3567675990857297292,NULL,NULL,1,6511240908739341351);
INSERT INTO incident VALUES(6,1,11,1789985700,0,2,20707,NULL,5,NULL,NULL,0,NULL,NULL,NULL,'','',1,'T-2',4453646658058610065,4547870366759506834,NULL,NULL,1,-5172424797094809250);
INSERT INTO incident VALUES(7,1,12,1789985700,0,1,20711,3,5,NULL,NULL,0,NULL,NULL,NULL,'','Lost again',NULL,NULL,NULL,NULL,'{"claimBy":20802,"claimed":120000}',NULL,0,-8432178154774154495);
INSERT INTO incident VALUES(8,2,14,1789985700,2,2,20717,1,5,NULL,NULL,0,NULL,NULL,NULL,'','oops',NULL,NULL,NULL,NULL,NULL,NULL,0,-4391146554064790733);
CREATE TABLE incident_revision (
  id INTEGER NOT NULL, ended_by INTEGER NOT NULL, revision INTEGER NOT NULL CHECK (revision > 0), change INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL, standing INTEGER NOT NULL CHECK (standing BETWEEN 0 AND 4),
  vendor INTEGER NOT NULL REFERENCES vendor,
  day INTEGER NOT NULL CHECK (day BETWEEN -719162 AND 2932896),
  severity INTEGER CHECK (severity BETWEEN 1 AND 5),
  dimension INTEGER NOT NULL CHECK (dimension BETWEEN 0 AND 5),
  resolved INTEGER CHECK (resolved IN (0, 1)), mitigated INTEGER CHECK (mitigated IN (0, 1)),
  attribution INTEGER NOT NULL CHECK (attribution BETWEEN 0 AND 3),
  hold_minutes INTEGER CHECK (hold_minutes BETWEEN 0 AND 100000),
  hours_to_resolve REAL CHECK (hours_to_resolve BETWEEN 0 AND 100000),
  cost INTEGER CHECK (cost BETWEEN -1000000000000 AND 1000000000000),
  channel TEXT NOT NULL,
  summary TEXT NOT NULL CHECK (length(summary) <= 10000),
  source INTEGER, source_id TEXT,
  key_high INTEGER, key_low INTEGER,
  details TEXT CHECK (details IS NULL OR length(details) BETWEEN 2 AND 400),
  outage_of INTEGER CHECK (outage_of IS NULL OR outage_of BETWEEN 1 AND id),
  imported INTEGER NOT NULL CHECK (imported IN (0, 1)), checksum INTEGER NOT NULL,
  CHECK ((source IS NULL) = (source_id IS NULL)), CHECK ((key_high IS NULL) = (key_low IS NULL)),
  CHECK (standing <> 4 OR (outage_of IS NOT NULL AND outage_of < id))) STRICT;
INSERT INTO incident_revision VALUES(1,4,1,1,1789985700,0,1,20716,4,0,NULL,NULL,0,40,NULL,30000,'phone','Parcel lost, 40 min hold',NULL,NULL,NULL,NULL,NULL,NULL,0,-7769915547441517874);
INSERT INTO incident_revision VALUES(3,5,1,3,1789985700,0,1,20714,2,5,NULL,1,0,NULL,NULL,NULL,'','Label misprinted (holiday week)',NULL,NULL,NULL,NULL,NULL,NULL,0,99720343657770478);
INSERT INTO incident_revision VALUES(4,7,1,6,1789985700,0,2,20717,1,5,NULL,NULL,0,NULL,NULL,NULL,'','Never happened',NULL,NULL,NULL,NULL,NULL,NULL,0,5004593476546026591);
INSERT INTO incident_revision VALUES(8,14,1,13,1789985700,0,2,20717,1,5,NULL,NULL,0,NULL,NULL,NULL,'','oops',NULL,NULL,NULL,NULL,NULL,NULL,0,-8146962398278703633);
CREATE INDEX volume_range ON volume (vendor, from_day, to_day);
CREATE INDEX check_in_day ON check_in (day);
CREATE UNIQUE INDEX incident_revision_id ON incident_revision (id, revision);
CREATE INDEX incident_revision_ended_by ON incident_revision (ended_by);
CREATE INDEX incident_details ON incident (vendor, day) WHERE details IS NOT NULL;
CREATE INDEX incident_outage ON incident (outage_of) WHERE outage_of IS NOT NULL;
CREATE UNIQUE INDEX incident_key ON incident (key_high, key_low) WHERE key_high IS NOT NULL;
CREATE INDEX incident_day ON incident (day, vendor);
CREATE TRIGGER change_keeps_states BEFORE UPDATE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER change_keeps_rows BEFORE DELETE ON change
BEGIN SELECT RAISE(ABORT, 'change is append-only'); END;
CREATE TRIGGER volume_keeps_states BEFORE UPDATE ON volume
BEGIN SELECT RAISE(ABORT, 'volume is append-only'); END;
CREATE TRIGGER volume_keeps_rows BEFORE DELETE ON volume
BEGIN SELECT RAISE(ABORT, 'volume is append-only'); END;
CREATE TRIGGER check_in_keeps_states BEFORE UPDATE ON check_in
BEGIN SELECT RAISE(ABORT, 'check_in is append-only'); END;
CREATE TRIGGER check_in_keeps_rows BEFORE DELETE ON check_in
BEGIN SELECT RAISE(ABORT, 'check_in is append-only'); END;
CREATE TRIGGER incident_revision_keeps_states BEFORE UPDATE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END;
CREATE TRIGGER incident_revision_keeps_rows BEFORE DELETE ON incident_revision
BEGIN SELECT RAISE(ABORT, 'incident_revision is append-only'); END;
CREATE TRIGGER incident_keeps_rows BEFORE DELETE ON incident
BEGIN SELECT RAISE(ABORT, 'incidents are never deleted'); END;
CREATE TRIGGER incident_keeps_number BEFORE UPDATE ON incident
WHEN NEW.id <> OLD.id OR NEW.revision <> OLD.revision + 1 OR NEW.change < OLD.change
BEGIN SELECT RAISE(ABORT, 'a change adds one revision'); END;
CREATE TRIGGER incident_keeps_states AFTER UPDATE ON incident
BEGIN
  INSERT INTO incident_revision (ended_by, id, revision, change, recorded_at, standing, vendor, day, severity, dimension, resolved, mitigated, attribution, hold_minutes, hours_to_resolve, cost, channel, summary, source, source_id, key_high, key_low, imported, details, outage_of, checksum)
  VALUES (NEW.change, OLD.id, OLD.revision, OLD.change, OLD.recorded_at, OLD.standing, OLD.vendor, OLD.day, OLD.severity, OLD.dimension, OLD.resolved, OLD.mitigated, OLD.attribution, OLD.hold_minutes, OLD.hours_to_resolve, OLD.cost, OLD.channel, OLD.summary, OLD.source, OLD.source_id, OLD.key_high, OLD.key_low, OLD.imported, OLD.details, OLD.outage_of, OLD.checksum);
END;
COMMIT;
