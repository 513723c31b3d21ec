CREATE TABLE "registry_policies" (
	"account" text NOT NULL,
	"region" text NOT NULL,
	"policy" text,
	"scope" text,
	"read_at" timestamp with time zone,
	"failure" json,
	CONSTRAINT "registry_policies_account_region_pk" PRIMARY KEY("account","region")
);
