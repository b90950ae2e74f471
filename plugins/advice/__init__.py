"""What `check` says beyond what a build needs: warnings to a writer, none of which stops one."""
