package rllc.jobs;

public final class Main {}
